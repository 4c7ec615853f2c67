import type { InterfaceElement, Link } from '@vethscope/model';
import { uniqueEvidence } from '@vethscope/model';
import { Badge } from '../../ui/Badge.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { BridgeSections } from '../interfaces/bridge/BridgeSections.tsx';
import { PrintedSections } from '../interfaces/PrintedSections.tsx';
import { VxlanSections } from '../interfaces/vxlan/VxlanSections.tsx';
import { AddressTable, addressRows } from './AddressTable.tsx';
import { ConfidenceBadge } from './ConfidenceBadge.tsx';
import { ConnectionList } from './ConnectionList.tsx';
import { ElementLink } from './ElementLink.tsx';
import { linkKindFacts, portFacts } from './linkKindFacts.ts';
import { INTERFACE_TYPES } from './wording.ts';

export function InterfaceOverview(props: { readonly iface: InterfaceElement }) {
  const { iface } = props;
  const { index } = useCapture();
  const link = index.link(iface.id);
  const shown = link ? evidenceOf(link) : iface.evidence;
  const type = INTERFACE_TYPES[iface.type];
  const rows = addressRows(index, [iface]);
  // It has tables of its own for most of what it is joined to.
  const isHub = iface.type === 'bridge' || iface.type === 'vxlan';
  return (
    <>
      <Section title="Interface">
        <Facts>
          <Fact name="Type" evidence={shown}>
            <Term hint={type.hint}>{type.name}</Term>{' '}
            {iface.typeConfidence === 'inferred' && <ConfidenceBadge confidence="inferred" />}
          </Fact>
          <Fact name="State" hint={STATE_HINT} evidence={shown}>
            <StateBadge state={iface.state} />
            {link?.operstate !== undefined && (
              <span className="ml-2 text-ink-2">
                the kernel says <span className="font-mono text-xs">{link.operstate}</span>
              </span>
            )}
          </Fact>
          {link && link.flags.length > 0 && (
            <Fact name="Flags" hint={FLAGS_HINT} evidence={shown}>
              <Mono>{link.flags.join(' ')}</Mono>
            </Fact>
          )}
          <Fact name="Namespace">
            <ElementLink id={iface.netns} />
          </Fact>
          {iface.mac !== undefined && (
            <Fact name="MAC" hint="Link-layer address." evidence={shown}>
              <Mono>{iface.mac}</Mono>
            </Fact>
          )}
          {link?.address !== undefined && iface.mac === undefined && (
            <Fact name="Link address" evidence={shown}>
              <Mono>{link.address}</Mono>
            </Fact>
          )}
          {iface.mtu !== undefined && (
            <Fact name="MTU" hint="Largest packet it sends, in bytes." evidence={shown}>
              <Mono>{iface.mtu}</Mono>
            </Fact>
          )}
          <Fact name="ifindex" hint={IFINDEX_HINT} evidence={shown}>
            <Mono>{iface.ifindex}</Mono>
          </Fact>
          {link && <MoreFacts link={link} />}
        </Facts>
      </Section>
      <Section title="Addresses" count={rows.length}>
        {rows.length === 0 ? (
          <p className="text-ink-2">None in this capture.</p>
        ) : (
          <AddressTable rows={rows} />
        )}
      </Section>
      {!isHub && <ConnectionList of={iface.id} />}
      {link && <KindSection link={link} />}
      {iface.type === 'bridge' && <BridgeSections bridge={iface} />}
      {iface.type === 'vxlan' && <VxlanSections device={iface} />}
      {isHub && <ConnectionList of={iface.id} />}
      {link && <PrintedSections link={link} />}
    </>
  );
}

const STATE_HINT =
  'Up: enabled, and the link carries traffic. Drivers such as loopback and VXLAN report UNKNOWN while they work.';
const FLAGS_HINT =
  'UP: switched on. LOWER_UP: there is a carrier, as with a cable plugged in. NO-CARRIER: there is none.';
const IFINDEX_HINT =
  'The kernel’s number for it. It means something only inside its namespace: others use the same numbers.';

function MoreFacts(props: { readonly link: Link }) {
  const { link } = props;
  const own = [link.evidence];
  return (
    <>
      {link.qdisc !== undefined && (
        <Fact name="Queueing" hint="How packets wait to be sent (qdisc)." evidence={own}>
          <Mono>{link.qdisc}</Mono>
        </Fact>
      )}
      {link.altnames.length > 0 && (
        <Fact name="Other names" evidence={own}>
          <Mono>{link.altnames.join(', ')}</Mono>
        </Fact>
      )}
      {link.alias !== undefined && (
        <Fact name="Alias" evidence={own}>
          {link.alias}
        </Fact>
      )}
    </>
  );
}

function KindSection(props: { readonly link: Link }) {
  const { details, port, evidence } = props.link;
  const own = details ? linkKindFacts(details) : [];
  const asPort = port ? portFacts(port) : [];
  const title = details ? INTERFACE_TYPES[details.kind].name : 'Details';
  return (
    <>
      {own.length > 0 && (
        <Section title={title} aside={<SourceLink evidence={evidence} of={`${title} details`} />}>
          <Facts>
            {own.map(({ name, value, hint }) => (
              <Fact key={name} name={name} {...(hint !== undefined && { hint })}>
                <Mono>{value}</Mono>
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
      {asPort.length > 0 && (
        <Section
          title={`Port of ${props.link.master ?? 'its master'}`}
          aside={<SourceLink evidence={evidence} of="port details" />}
        >
          <Facts>
            {asPort.map(({ name, value, hint }) => (
              <Fact key={name} name={name} {...(hint !== undefined && { hint })}>
                <Mono>{value}</Mono>
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
    </>
  );
}

export function StateBadge(props: { readonly state: InterfaceElement['state'] }) {
  const tone = { up: 'ok', down: 'error', unknown: 'neutral' } as const;
  return <Badge tone={tone[props.state]}>{props.state}</Badge>;
}

function Mono(props: { readonly children: string | number }) {
  return <span className="font-mono text-xs">{props.children}</span>;
}

function evidenceOf(link: Link) {
  return uniqueEvidence([link.evidence, ...(link.moreEvidence ?? [])]);
}
