import type { InterfaceAddress, InterfaceElement } from '@vethscope/model';
import { prefixAddress } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatSeconds } from '../../ui/format.ts';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { ElementLink } from './ElementLink.tsx';

export interface AddressRow {
  readonly iface: InterfaceElement;
  readonly address: InterfaceAddress;
}

export function addressRows(
  index: CaptureIndex,
  interfaces: readonly InterfaceElement[],
): readonly AddressRow[] {
  return interfaces.flatMap((iface) =>
    (index.link(iface.id)?.addresses ?? []).map((address) => ({ iface, address })),
  );
}

/** Addresses as `ip addr` lists them. */
export function AddressTable(props: {
  readonly rows: readonly AddressRow[];
  /** `of-many`: the rows belong to several interfaces, so each names its own. */
  readonly interfaces?: 'of-one' | 'of-many';
}) {
  const ofMany = props.interfaces === 'of-many';
  return (
    <DataTable
      label="Addresses"
      rows={props.rows}
      keyOf={({ iface, address }) => `${iface.id} ${address.prefix}`}
      source={({ address }) => ({
        evidence: address.evidence,
        of: `address ${prefixAddress(address.prefix)}`,
      })}
      columns={[
        {
          title: 'Address',
          className: 'w-full',
          order: ({ address }) => address.prefix,
          text: ({ iface, address }) =>
            [...addressWords(address), ...(ofMany ? [iface.name] : [])].join(' '),
          cell: ({ iface, address }) => (
            <>
              <AddressCell address={address} />
              {ofMany && <ElementLink id={iface.id} />}
            </>
          ),
        },
        {
          title: 'Scope',
          hint: SCOPE_HINT,
          text: ({ address }) => address.scope ?? '',
          cell: ({ address }) => address.scope ?? '–',
        },
        {
          title: 'Lifetime',
          hint: LIFETIME_HINT,
          text: ({ address }) => lifetime(address),
          cell: ({ address }) => lifetime(address),
        },
      ]}
    />
  );
}

const SCOPE_HINT =
  'How far the address means something: global everywhere, link on this link only, host in this namespace only.';
const LIFETIME_HINT =
  'How long the address stays valid: forever, or for the time DHCP or a router advertisement gave it.';

function AddressCell(props: { readonly address: InterfaceAddress }) {
  const [prefix, ...others] = addressWords(props.address);
  return (
    <div className="font-mono text-xs leading-5">
      <div className="whitespace-nowrap">{prefix}</div>
      {others.map((words) => (
        <div key={words} className="text-ink-3">
          {words}
        </div>
      ))}
    </div>
  );
}

/** The address and what `ip` prints beside it, in its words. */
function addressWords({ prefix, peer, broadcast, flags }: InterfaceAddress): readonly string[] {
  return [
    prefix,
    ...(peer === undefined ? [] : [`peer ${peer}`]),
    ...(broadcast === undefined ? [] : [`brd ${broadcast}`]),
    ...(flags.length > 0 ? [flags.join(' ')] : []),
  ];
}

function lifetime({ validLifetime, preferredLifetime }: InterfaceAddress): string {
  if (validLifetime === undefined) return '–';
  if (validLifetime === 'forever') return 'forever';
  const preferred =
    preferredLifetime === undefined || preferredLifetime === 'forever'
      ? ''
      : `, preferred ${formatSeconds(preferredLifetime)}`;
  return `${formatSeconds(validLifetime)}${preferred}`;
}
