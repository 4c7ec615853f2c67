import { PackageOpen } from 'lucide-react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { UploadButton } from './UploadButton.tsx';

/** From the shortest to what needs nothing on the node: docs/collect.md. */
const COLLECT = `# a node by ssh, nothing needs to be installed there
vethscope collect --ssh root@NODE

# the node that this is
sudo vethscope collect

# where only a shell is: a script that needs nothing else
vethscope collect --print-script > capture.sh
sudo sh capture.sh > NODE.tar.gz`;

/** The first screen of an empty server: what can be dropped here and how to come by it. */
export function NoCaptures(props: { readonly onFiles: (files: readonly File[]) => void }) {
  return (
    <div className="flex h-full items-center justify-center overflow-y-auto p-6">
      <div className="w-full max-w-xl">
        <PackageOpen size={28} className="mb-3 text-ink-3" aria-hidden="true" />
        <h2 className="mb-1 font-semibold text-lg">Drop a capture here</h2>
        <p className="mb-3 text-ink-2">
          Outputs of ordinary commands, taken on a node: an archive (<Code>.tar.gz</Code>,{' '}
          <Code>.tar</Code>, <Code>.zip</Code>) of them, one output alone, or a transcript (
          <Code>.md</Code>, <Code>.txt</Code>, <Code>.log</Code>) in which each command is followed
          by its output. Archives of sos, calicoctl and other collectors are read too.
        </p>
        <UploadButton look="primary" onFiles={props.onFiles} />
        <h3 className="mt-6 mb-1 font-semibold">To collect one</h3>
        <div className="relative rounded-lg border border-line bg-surface">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus */}
          <pre className="overflow-x-auto p-3 pr-10 font-mono text-xs leading-5" tabIndex={0}>
            {COLLECT}
          </pre>
          <div className="absolute top-1 right-1">
            <CopyButton label="Copy the commands" text={() => COLLECT} />
          </div>
        </div>
      </div>
    </div>
  );
}

function Code(props: { readonly children: string }) {
  return <code className="font-mono text-xs">{props.children}</code>;
}
