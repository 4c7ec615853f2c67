import type {
  ChainIndex,
  ChainNamer,
  Ending,
  PolicyJump,
  PolicyWay,
  RuleAt,
} from '@vethscope/model';
import type { ReactNode } from 'react';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { Term } from '../../../ui/Tooltip.tsx';
import { ChainLink, RuleLink, RuleLinks } from '../../rules/machinery/RuleLinks.tsx';
import { policyTitle } from './policyRows.ts';

/** One direction of an endpoint, in the order in which a packet meets it. */
export function PolicyWayView(props: {
  readonly way: PolicyWay;
  /** Rules of its chain that are not Calico's: they have their say, too. */
  readonly notUnderstood: readonly RuleAt[];
  readonly index: ChainIndex;
  readonly nameOf: ChainNamer;
}) {
  const { way, notUnderstood, index, nameOf } = props;
  const { tiers, profiles, guards, otherwise, dispatch } = way;
  const jump = (one: PolicyJump) => (
    <ChainLink chain={one.chain} title={policyTitle(one, index, nameOf)} />
  );
  return (
    <section aria-label={`${way.direction} by ${way.chain}`} className="pt-1 pr-1.5 pb-2.5 pl-7">
      <h3 className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium text-ink">
          <Term hint={HINTS[way.direction]}>
            {way.direction === 'ingress' ? 'Ingress' : 'Egress'}
          </Term>
          {way.isForwarded ? ', forwarded' : ''}
        </span>
        <ChainLink chain={way.chain} />
      </h3>
      <p className="text-xs text-ink-3">
        {dispatch.length === 0 ? 'No rule leads a packet here.' : <RuleLinks rules={dispatch} />}
      </p>
      {notUnderstood.length === 0 ? null : (
        <p className="text-warning text-xs">
          Not understood, and asked in between: <RuleLinks rules={notUnderstood} />
        </p>
      )}
      <ol className="mt-1 flex flex-col gap-0.5 text-xs">
        {guards.map(({ kind, action, at }) => (
          <Line key={kind} at={at}>
            <span className="text-ink-2">{GUARD_WORDS[kind]}:</span> <Verdict action={action} />
          </Line>
        ))}
        {tiers.map(({ name, policies, end }, i) => (
          <TierLines key={name ?? i} name={name} policies={policies} end={end} jump={jump} />
        ))}
        {profiles.map((one) => (
          <Line key={one.chain} at={one.at}>
            <Kind hint="What a pod’s namespace and service account let through.">profile</Kind>{' '}
            {jump(one)}
          </Line>
        ))}
        {otherwise ? (
          <Line at={otherwise.at}>
            <span className="text-ink-2">what nothing accepted:</span>{' '}
            <Verdict action={otherwise.action} />
          </Line>
        ) : (
          <li className="text-ink-3">What nothing accepted goes back to the calling chain.</li>
        )}
      </ol>
    </section>
  );
}

function TierLines(props: {
  readonly name: string | undefined;
  readonly policies: readonly PolicyJump[];
  readonly end: Ending | undefined;
  readonly jump: (one: PolicyJump) => ReactNode;
}) {
  const { name, policies, end, jump } = props;
  return (
    <>
      {policies.map((one) => (
        <Line key={one.chain} at={one.at}>
          <Kind hint="Accepts, denies, or passes a packet on to the next tier or the profiles.">
            policy
          </Kind>{' '}
          {jump(one)}
          {name === undefined ? null : <span className="text-ink-3"> in tier {name}</span>}
        </Line>
      ))}
      {end ? (
        <Line at={end.at}>
          <span className="text-ink-2">
            {policies.length === 1 ? 'what it leaves open' : 'what these leave open'}:
          </span>{' '}
          <Verdict action={end.action} />
        </Line>
      ) : null}
    </>
  );
}

function Line(props: { readonly at: RuleAt; readonly children: ReactNode }) {
  const { chain, rule } = props.at;
  return (
    <li className="flex items-start gap-2">
      <span className="min-w-0 flex-1">{props.children}</span>
      <span className="shrink-0">
        <RuleLink at={props.at} isBrief={!chain.startsWith('cali-g')} />
      </span>
      <SourceLink evidence={rule.evidence} of={`rule ${rule.number} of ${chain}`} />
    </li>
  );
}

function Kind(props: { readonly hint: string; readonly children: string }) {
  return (
    <span className="text-ink-3">
      <Term hint={props.hint}>{props.children}</Term>
    </span>
  );
}

function Verdict({ action }: { readonly action: 'accept' | 'drop' | 'reject' }) {
  return (
    <span className={action === 'accept' ? 'font-medium text-ok' : 'font-medium text-error'}>
      {VERDICTS[action]}
    </span>
  );
}

const VERDICTS = { accept: 'accepted', drop: 'dropped', reject: 'rejected' } as const;

const GUARD_WORDS = {
  'known connection': 'established connections',
  'invalid connection': 'invalid packets',
  VXLAN: 'VXLAN from the workload',
  'IP in IP': 'IP in IP from the workload',
} as const;

const HINTS = {
  ingress: 'Packets to the endpoint.',
  egress: 'Packets from the endpoint.',
} as const;
