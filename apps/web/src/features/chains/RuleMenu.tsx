import type { IptablesTable, Rule, RuleVerb } from '@vethscope/model';
import { ruleCommand } from '@vethscope/model';
import { Check, Copy, Link } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import { copyText } from '../../ui/copyText.ts';
import { useTextOf } from '../../view/useTextOf.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

const ITEM =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-surface-3';

/** Takes a rule along: as a command line, or as a link to where it stands. */
export function RuleMenu(props: {
  readonly table: IptablesTable;
  readonly chain: string;
  readonly rule: Rule;
}) {
  const { chain, rule } = props;
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (text: string) => copyText(text).then(() => setCopied(true));
  const Icon = isCopied ? Check : Copy;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={isCopied ? 'Copied' : `Copy rule ${rule.number} of ${chain}`}
        title="Copy as a command, or as a link"
        className="flex size-[18px] shrink-0 items-center justify-center rounded text-ink-3 hover:bg-accent-soft hover:text-accent-text"
      >
        <Icon size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-40 max-w-[min(34rem,calc(100vw-16px))] rounded-lg border border-line bg-surface p-1 shadow-pop"
        >
          <Commands {...props} copy={copy} />
          <DropdownMenu.Separator className="my-1 border-line border-t" />
          <LinkItem chain={chain} rule={rule} copy={copy} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const VERBS: readonly { readonly verb: RuleVerb; readonly title: string }[] = [
  { verb: 'append', title: 'Append it (-A)' },
  { verb: 'insert', title: 'Insert it at its place (-I)' },
  { verb: 'delete', title: 'Delete it (-D)' },
];

function Commands(props: {
  readonly table: IptablesTable;
  readonly chain: string;
  readonly rule: Rule;
  readonly copy: (text: string) => void;
}) {
  const { table, chain, rule, copy } = props;
  const { file, line } = rule.evidence;
  const written = useTextOf()(file)?.split('\n')[line - 1];
  const commands = VERBS.map((one) => ({
    ...one,
    command: ruleCommand(table, chain, rule, one.verb, written),
  }));
  const [first] = commands;
  if (first?.command.kind === 'unknown') {
    return <p className="px-2 py-1 text-ink-2 text-sm">It is no command: {first.command.why}.</p>;
  }
  return (
    <>
      <DropdownMenu.Label className="px-2 py-1 text-ink-3 text-xs">
        Copy the command to
      </DropdownMenu.Label>
      {commands.map(({ verb, title, command }) =>
        command.kind === 'command' ? (
          <DropdownMenu.Item
            key={verb}
            className={`${ITEM} flex-wrap py-1`}
            onSelect={() => copy(command.text)}
          >
            <Copy size={14} className="text-ink-2" aria-hidden="true" />
            {title}
            <code className="line-clamp-2 w-full pl-[22px] font-mono text-2xs text-ink-3 [overflow-wrap:anywhere]">
              {command.text}
            </code>
          </DropdownMenu.Item>
        ) : null,
      )}
    </>
  );
}

function LinkItem(props: {
  readonly chain: string;
  readonly rule: Rule;
  readonly copy: (text: string) => void;
}) {
  const { chain, rule, copy } = props;
  const { view } = useViewState();
  const address = viewHref(view, { chain, rule: String(rule.number), q: undefined });
  return (
    <DropdownMenu.Item
      className={ITEM}
      onSelect={() => copy(new URL(address, window.location.href).href)}
    >
      <Link size={14} className="text-ink-2" aria-hidden="true" />
      Copy a link to this rule
    </DropdownMenu.Item>
  );
}
