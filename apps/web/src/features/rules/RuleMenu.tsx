import type { Evidence, RuleCommand } from '@vethscope/model';
import { Check, Copy, Link } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import { copyText } from '../../ui/copyText.ts';
import { useTextOf } from '../../view/useTextOf.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

const ITEM =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-surface-3';

export interface NamedCommand {
  readonly title: string;
  readonly command: RuleCommand;
}

/** Takes a rule along: as a command line, or as a link to where it stands. */
export function RuleMenu(props: {
  readonly chain: string;
  readonly rule: { readonly number: number; readonly evidence: Evidence };
  /** By the line that the rule was read from; asked for when the menu opens. */
  readonly commandsOf: (line: string | undefined) => readonly NamedCommand[];
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

function Commands(props: {
  readonly rule: { readonly evidence: Evidence };
  readonly commandsOf: (line: string | undefined) => readonly NamedCommand[];
  readonly copy: (text: string) => void;
}) {
  const { rule, commandsOf, copy } = props;
  const { file, line } = rule.evidence;
  const commands = commandsOf(useTextOf()(file)?.split('\n')[line - 1]);
  const whys = new Set(
    commands.flatMap(({ command }) => (command.kind === 'unknown' ? [command.why] : [])),
  );
  const isNone = commands.every(({ command }) => command.kind === 'unknown');
  return (
    <>
      {isNone ? null : (
        <DropdownMenu.Label className="px-2 py-1 text-ink-3 text-xs">
          Copy the command to
        </DropdownMenu.Label>
      )}
      {commands.map(({ title, command }) =>
        command.kind === 'command' ? (
          <DropdownMenu.Item
            key={title}
            className={`${ITEM} flex-wrap py-1`}
            onSelect={() => copy(command.text)}
          >
            <Copy size={14} className="text-ink-2" aria-hidden="true" />
            {title}
            <code className="line-clamp-2 w-full pl-[22px] font-mono text-2xs text-ink-3 [overflow-wrap:anywhere]">
              {command.text}
            </code>
          </DropdownMenu.Item>
        ) : isNone ? null : (
          <p key={title} className="px-2 py-1 text-ink-3 text-sm">
            {title}: {command.why}.
          </p>
        ),
      )}
      {isNone
        ? [...whys].map((why) => (
            <p key={why} className="px-2 py-1 text-ink-2 text-sm [overflow-wrap:anywhere]">
              It is no command: {why}.
            </p>
          ))
        : null}
    </>
  );
}

function LinkItem(props: {
  readonly chain: string;
  readonly rule: { readonly number: number };
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
