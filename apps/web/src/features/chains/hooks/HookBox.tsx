import type { BaseChain, TableName } from '@vethscope/model';
import type { ReactNode } from 'react';
import { plural } from '../../../ui/format.ts';
import { useViewState, viewHref } from '../../../view/viewState.ts';
import { nftTableKey } from '../../nft/nftTables.ts';
import { counterText } from '../counterText.ts';
import { tableKey } from '../tableKey.ts';

/** One hook with the chains that a packet meets there, one after another. */
export function HookBox(props: {
  readonly title: string;
  /** Where the title alone would be another box's, too. */
  readonly label?: string;
  readonly chains: readonly BaseChain[];
  /** Tables of iptables of which nobody knows. */
  readonly unlisted?: readonly TableName[];
  readonly note?: ReactNode;
}) {
  const { title, label = title, chains, unlisted = [], note } = props;
  return (
    <section
      aria-label={label}
      className="overflow-hidden rounded-md border border-line-strong bg-surface"
    >
      <h3 className="border-line border-b bg-surface-2 px-2.5 py-1 font-mono font-semibold text-ink text-xs">
        {title}
      </h3>
      {note === undefined ? null : (
        <p className="border-line border-b border-dashed px-2.5 py-1 text-ink-3 text-xs">{note}</p>
      )}
      {chains.length === 0 ? null : (
        <ol>
          {chains.map((chain) => (
            <li key={keyOf(chain)} className="border-line border-b last:border-b-0">
              <Station chain={chain} />
            </li>
          ))}
        </ol>
      )}
      {unlisted.length > 0 ? (
        <p
          className={`px-2.5 py-1 text-ink-3 text-xs ${chains.length > 0 ? 'border-line border-t border-dashed' : ''}`}
        >
          not captured: {unlisted.join(', ')}
        </p>
      ) : null}
      {chains.length === 0 && unlisted.length === 0 ? (
        <p className="px-2.5 py-1 text-ink-3 text-xs">no table is here</p>
      ) : null}
    </section>
  );
}

function Station({ chain }: { readonly chain: BaseChain }) {
  const { view } = useViewState();
  const { name, backend, table, chainName, rules, policy, about } = wordsOf(chain);
  return (
    <a
      href={viewHref(view, { table, chain: chainName, rule: undefined, q: undefined })}
      className="block px-2.5 py-1 hover:bg-accent-soft"
    >
      <span className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="min-w-0 font-medium font-mono text-accent-text [overflow-wrap:anywhere]">
          {name}
        </span>
        {backend === undefined ? null : (
          <span className="rounded border border-line-strong px-1 text-2xs text-ink-3 leading-4">
            {backend}
          </span>
        )}
        <span className="text-2xs text-ink-3">
          {policy === undefined ? null : (
            <>
              policy{' '}
              <b className={policy === 'DROP' ? 'text-error' : 'font-medium text-ink-2'}>
                {policy}
              </b>
            </>
          )}
          {about}
        </span>
        <span className="ml-auto text-ink-2 text-xs tabular-nums">
          {rules === undefined ? 'rules not captured' : plural(rules, 'rule')}
        </span>
      </span>
    </a>
  );
}

function wordsOf(chain: BaseChain) {
  switch (chain.kind) {
    case 'iptables': {
      const { table, chain: own } = chain;
      return {
        name: table.table,
        backend: table.backend,
        table: tableKey(table),
        chainName: own.name,
        rules: own.rules.length,
        policy: own.policy,
        // iptables-nft counts nothing for a policy unless it was asked to.
        about: own.counters && own.counters.packets > 0 ? ` (${counterText(own.counters)})` : '',
      };
    }
    case 'nft': {
      const { table, base } = chain;
      return {
        name: `${table.name} ${base.chain}`,
        backend: `nft ${table.family}`,
        table: nftTableKey(table),
        chainName: base.chain,
        rules: base.rules,
        policy: base.policy.toUpperCase(),
        about: `, priority ${base.priority}`,
      };
    }
  }
}

function keyOf(chain: BaseChain): string {
  const { table, chainName } = wordsOf(chain);
  return `${table} ${chainName}`;
}
