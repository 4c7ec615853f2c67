import { Upload } from 'lucide-react';

/** Covers the page while a file is dragged over it. */
export function DropOverlay() {
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-bg/80 p-6 backdrop-blur-[2px]">
      <div className="flex flex-col items-center gap-2 rounded-xl border-2 border-accent border-dashed bg-surface px-12 py-10 shadow-pop">
        <Upload size={28} className="text-accent-text" aria-hidden="true" />
        <p className="font-semibold text-base">Drop to open the capture</p>
        <p className="text-ink-2">.tar.gz, .tgz, .tar, .zip, .md, .txt, .log</p>
      </div>
    </div>
  );
}
