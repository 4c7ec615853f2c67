import type { CapturedNetns, FactKind, InterfaceElement, NetnsElement } from '@vethscope/model';
import { countDeadEnds } from '@vethscope/model';
import { Badge } from '../../ui/Badge.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ElementLink } from './ElementLink.tsx';
import { HowNetnsCaptured } from './HowNetnsCaptured.tsx';
import { StateBadge } from './InterfaceOverview.tsx';
import { NetnsQuestions } from './NetnsQuestions.tsx';
import { PodTable } from './PodTable.tsx';
import { INTERFACE_TYPES } from './wording.ts';

export function NetnsOverview(props: { readonly netns: NetnsElement }) {
  const { netns } = props;
  const { index } = useCapture();
  const pods = index.podsIn(netns.id);
  const interfaces = index.interfacesIn(netns.id);
  const capture = index.netnsCapture(netns.id);
  return (
    <>
      <Section title="Network namespace">
        <Facts>
          <Fact name="Name" evidence={netns.evidence}>
            <span className="font-mono text-xs">{netns.isHost ? 'host' : netns.name}</span>
            {netns.isHost && <span className="ml-2 text-ink-2">the node’s own</span>}
          </Fact>
          {netns.aliases.length > 0 && (
            <Fact name="Also known as" hint={ALIAS_HINT} evidence={netns.evidence}>
              {netns.aliases.map((alias) => (
                <div key={alias} className="font-mono text-xs leading-5">
                  {alias}
                </div>
              ))}
            </Fact>
          )}
          {netns.parent !== undefined && (
            <Fact name="Node">
              <ElementLink id={netns.parent} />
            </Fact>
          )}
          {capture?.found && <FoundFacts found={capture.found} />}
          {!netns.captured && <NotCaptured netns={netns} found={capture?.found} />}
        </Facts>
      </Section>
      {netns.captured && <DrillDowns netns={netns} />}
      {pods.length > 0 && (
        <Section title={netns.isHost ? 'Pods on the host’s network' : 'Pods'} count={pods.length}>
          <PodTable pods={pods} />
        </Section>
      )}
      {interfaces.length > 0 && (
        <Section title="Interfaces" count={interfaces.length}>
          <InterfaceTable interfaces={interfaces} />
        </Section>
      )}
      {netns.captured && <NetnsQuestions netns={netns} />}
      {capture && <HowNetnsCaptured capture={capture} />}
    </>
  );
}

/** As the capture came across it. */
function FoundFacts(props: { readonly found: CapturedNetns }) {
  const { inode, paths, processes, process, evidence } = props.found;
  return (
    <>
      {inode !== undefined && (
        <Fact name="Inode" hint={INODE_HINT} evidence={evidence}>
          {inode}
        </Fact>
      )}
      {paths.length > 0 && (
        <Fact name="Found at" evidence={evidence}>
          {paths.map((path) => (
            <div key={path} className="font-mono text-xs leading-5">
              {path}
            </div>
          ))}
        </Fact>
      )}
      {processes !== undefined && (
        <Fact name="Processes" evidence={evidence}>
          {formatCount(processes)}
          {process !== undefined && process !== '' && (
            <span className="text-ink-2">
              , one of them <span className="font-mono text-xs">{process}</span>
            </span>
          )}
        </Fact>
      )}
    </>
  );
}

const INODE_HINT =
  'The kernel’s own number for the namespace: what has the same one is the same namespace, whatever it is called.';

function NotCaptured(props: {
  readonly netns: NetnsElement;
  readonly found: CapturedNetns | undefined;
}) {
  const { netns, found } = props;
  return (
    <Fact name="Captured" {...(found && { evidence: found.evidence })}>
      <Badge tone="warning">named, not captured</Badge>
      <p className="mt-1 text-ink-2">
        {found?.failure === undefined ? (
          <>
            The capture knows this name, and nothing was looked at inside. To know more, run{' '}
            <code className="font-mono text-xs">ip netns exec {netns.name} ip -d addr</code>.
          </>
        ) : (
          `Nothing was looked at inside: ${found.failure}.`
        )}
      </p>
    </Fact>
  );
}

const ALIAS_HINT =
  'The same namespace under another name: a peer inside refers to it so. CRI-O gives the host’s namespace a name for every pod that uses it.';

const ROUTE_FACTS: readonly FactKind[] = ['routes4', 'routes6', 'allTables4', 'allTables6'];
const CHAIN_FACTS: readonly FactKind[] = ['iptables4', 'iptables6'];

/** The way to routes and iptables, with how much there is to see. */
function DrillDowns(props: { readonly netns: NetnsElement }) {
  const { netns } = props;
  const { view } = useViewState();
  const { index } = useCapture();
  const captured = new Set(
    index.netnsSnapshots(netns.id).flatMap((snapshot) => snapshot.netns.captured),
  );
  const rules = netns.chains.reduce((sum, chain) => sum + chain.rules, 0);
  const link = 'rounded text-accent-text hover:underline';
  return (
    <Section title="Routes and iptables">
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <a
          className={link}
          href={viewHref(view, { tab: 'routes', netns: netns.id, table: undefined, q: undefined })}
        >
          {ROUTE_FACTS.some((kind) => captured.has(kind))
            ? plural(netns.routes.length, 'route')
            : 'Routes: not captured'}
        </a>
        {countDeadEnds(netns.routes).map(({ type, count }) => (
          <a
            key={type}
            className={link}
            href={viewHref(view, { tab: 'routes', netns: netns.id, table: undefined, q: type })}
          >
            {plural(count, `${type} route`)}
          </a>
        ))}
        <a
          className={link}
          href={viewHref(view, {
            tab: 'iptables',
            netns: netns.id,
            table: undefined,
            chain: undefined,
            rule: undefined,
            q: undefined,
          })}
        >
          {CHAIN_FACTS.some((kind) => captured.has(kind))
            ? `${plural(netns.chains.length, 'iptables chain')} with ${plural(rules, 'rule')}`
            : 'iptables: not captured'}
        </a>
      </div>
    </Section>
  );
}

function InterfaceTable(props: { readonly interfaces: readonly InterfaceElement[] }) {
  return (
    <DataTable
      label="Interfaces"
      rows={props.interfaces}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Interface',
          order: ({ name }) => name,
          text: ({ name }) => name,
          cell: ({ id, name }) => <ElementLink id={id} label={name} />,
        },
        {
          title: 'Type',
          order: ({ type }) => INTERFACE_TYPES[type].name,
          text: ({ type }) => INTERFACE_TYPES[type].name,
          cell: ({ type }) => INTERFACE_TYPES[type].name,
        },
        {
          title: 'State',
          order: ({ state }) => state,
          text: ({ state }) => state,
          cell: ({ state }) => <StateBadge state={state} />,
        },
        {
          title: 'Addresses',
          text: ({ addresses }) => addresses.join(' '),
          cell: ({ addresses }) => (
            <div className="font-mono text-xs leading-5">
              {addresses.map((address) => (
                <div key={address} className="whitespace-nowrap">
                  {address}
                </div>
              ))}
            </div>
          ),
        },
      ]}
    />
  );
}
