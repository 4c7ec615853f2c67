import type { NetworkPolicy } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CalicoPolicy, PolicyUse } from '../../view/calicoPolicies.ts';
import { kubernetesNameOf } from '../../view/kubernetesPolicy.ts';
import { titleOf } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ElementLink } from './ElementLink.tsx';

/** A policy or profile of Calico, as far as its chains tell: whose packets it sees. */
export function PolicyOverview(props: { readonly policy: CalicoPolicy }) {
  const { policy } = props;
  return (
    <>
      <Section title={policy.kind === 'policy' ? 'Policy' : 'Profile'}>
        <Facts>
          <Fact name="Name" evidence={policy.evidence}>
            {policy.isNamed ? (
              policy.name
            ) : (
              <>
                <span className="text-ink-2">Only its hash is in the capture: </span>
                <span className="font-mono text-xs">{policy.name}</span>
              </>
            )}
          </Fact>
          <FromKubernetes policy={policy} />
          <Fact name="Chains" hint="Calico writes one for each direction.">
            <Chains policy={policy} />
          </Fact>
        </Facts>
      </Section>
      <Section
        title="Decides on the packets of"
        count={new Set(policy.uses.map(({ iface }) => iface)).size}
      >
        <Uses uses={policy.uses} />
      </Section>
    </>
  );
}

/** The NetworkPolicy that Calico's name stands for, and its own lines where kubectl listed it. */
function FromKubernetes(props: { readonly policy: CalicoPolicy }) {
  const { snapshot } = useCapture();
  const of = kubernetesNameOf(props.policy);
  if (!of) return null;
  const listed = snapshot.nodes
    .flatMap(({ kubernetes }) => kubernetes.networkPolicies)
    .find(({ namespace, name }) => namespace === of.namespace && name === of.name);
  return (
    <>
      <Fact name="Kubernetes" hint={KNP_HINT} {...(listed && { evidence: listed.evidence })}>
        NetworkPolicy {of.name} in {of.namespace}
      </Fact>
      {listed && <Selector listed={listed} />}
    </>
  );
}

const KNP_HINT =
  'Calico puts “knp.default.” before the name of a Kubernetes NetworkPolicy that it carries out.';

function Selector(props: { readonly listed: NetworkPolicy }) {
  const { podSelector, evidence } = props.listed;
  return (
    <Fact name="For pods" hint="Its pod selector." evidence={evidence}>
      {podSelector === '' || podSelector === '<none>' ? (
        'all of the namespace'
      ) : (
        <span className="font-mono text-xs">{podSelector}</span>
      )}
    </Fact>
  );
}

function Chains(props: { readonly policy: CalicoPolicy }) {
  const first = new Map(
    props.policy.uses.map((use) => [`${use.netns} ${use.family} ${use.chain}`, use]),
  );
  const { index } = useCapture();
  return [...first].map(([key, use]) => (
    <div key={key}>
      <ChainLink use={use} />
      {index.capturedNodes.length > 1 && (
        <span className="text-ink-3 text-xs"> on {index.machineOf(use.netns)?.label}</span>
      )}
      {use.family === 6 && <span className="text-ink-3 text-xs"> IPv6</span>}
    </div>
  ));
}

function ChainLink(props: { readonly use: PolicyUse }) {
  const { view } = useViewState();
  const { netns, family, chain } = props.use;
  return (
    <a
      className="font-mono text-xs [overflow-wrap:anywhere] hover:text-accent-text hover:underline"
      href={viewHref(view, {
        tab: 'iptables',
        netns,
        family: family === 6 ? '6' : '4',
        table: 'filter',
        chain,
        rule: undefined,
        q: undefined,
        machinery: 'raw',
      })}
    >
      {chain}
    </a>
  );
}

function Uses(props: { readonly uses: readonly PolicyUse[] }) {
  const { index } = useCapture();
  return (
    <DataTable
      label="Endpoints of the policy"
      rows={props.uses}
      keyOf={({ iface, chain, family, evidence }) => `${iface} ${chain} ${family} ${evidence.line}`}
      source={({ evidence, chain }) => ({ evidence, of: `jump to ${chain}` })}
      columns={[
        {
          title: 'Endpoint',
          className: 'w-full',
          order: ({ pod, iface }) => pod ?? iface,
          text: ({ pod, ifname }) =>
            pod === undefined ? ifname : `${titleOf(index, pod)} ${ifname}`,
          cell: ({ pod, iface, ifname }) => (
            <>
              {pod !== undefined && <ElementLink id={pod} />}
              <div className={pod === undefined ? '' : 'pl-[18px] text-ink-2 text-xs'}>
                <ElementLink id={iface} label={ifname} />
              </div>
            </>
          ),
        },
        {
          title: 'Packets',
          hint: 'ingress: to the endpoint; egress: from it.',
          order: ({ direction, family }) => `${direction} ${family}`,
          text: ({ direction, family }) => `${direction}${family === 6 ? ' IPv6' : ''}`,
          cell: ({ direction, family }) => (
            <span className="whitespace-nowrap">
              {direction}
              {family === 6 && ' IPv6'}
            </span>
          ),
        },
      ]}
    />
  );
}
