import type { CollapsedService, Masquerade } from '@vethscope/model';
import { formatSeconds } from '../../../ui/format.ts';
import { Term } from '../../../ui/Tooltip.tsx';
import { ChainLink, RuleLink, RuleLinks } from '../../rules/machinery/RuleLinks.tsx';
import { ServiceNameLink } from './ServiceNameLink.tsx';

/** Below a service's endpoints: how its packets are changed, and the rules that say so. */
export function ServiceFactsView({ service }: { readonly service: CollapsedService }) {
  const { masquerades, sourceRanges, affinitySeconds, chains, rules, name } = service;
  return (
    <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 pt-1 pr-1.5 pb-2.5 pl-7 text-xs">
      {name ? (
        <Row name="Service">
          <ServiceNameLink name={name} />
        </Row>
      ) : null}
      <Row
        name="Masquerade"
        hint="The source address becomes this node’s, so that the answer comes back through it."
      >
        {masquerades.length === 0
          ? 'none'
          : masquerades.map((one) => (
              <span key={`${one.at.chain} ${one.at.rule.number}`} className="block">
                {masqueradeWords(one)} <RuleLink at={one.at} />
              </span>
            ))}
      </Row>
      {affinitySeconds === undefined ? null : (
        <Row name="Affinity" hint="sessionAffinity: ClientIP. A client stays with its endpoint.">
          {formatSeconds(affinitySeconds)} for a client
        </Row>
      )}
      {sourceRanges.length === 0 ? null : (
        <Row name="Let in from" hint="loadBalancerSourceRanges">
          <span className="font-mono">{sourceRanges.join(', ')}</span>
        </Row>
      )}
      <Row name="Chains">
        <span className="flex flex-wrap gap-x-2.5">
          {chains.map((chain) => (
            <ChainLink key={chain} chain={chain} />
          ))}
        </span>
      </Row>
      <Row name="Rules">
        <RuleLinks rules={rules} />
      </Row>
    </dl>
  );
}

function Row(props: {
  readonly name: string;
  readonly hint?: string;
  readonly children: React.ReactNode;
}) {
  return (
    <>
      <dt className="text-ink-3">
        {props.hint === undefined ? props.name : <Term hint={props.hint}>{props.name}</Term>}
      </dt>
      <dd className="min-w-0 text-ink-2">{props.children}</dd>
    </>
  );
}

function masqueradeWords({ whose, of, at }: Masquerade): string {
  const isOutside = at.chain.startsWith('KUBE-EXT-') || at.chain === 'KUBE-NODEPORTS';
  const by = isOutside ? ' by outside addresses' : '';
  if (whose === 'outside') return `what does not come from ${of}`;
  return whose === 'all' ? `all${by}` : `this node’s own${by}`;
}
