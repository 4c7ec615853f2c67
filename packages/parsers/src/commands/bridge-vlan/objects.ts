import type { BridgeVlan, Evidence } from '@vethscope/model';
import { itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { readJsonDocument } from '../../source/jsonSource.ts';
import type { SourceLines } from '../../source/sourceLines.ts';

/**
 * `[{"ifname":"v0","vlans":[{"vlan":1,"flags":["PVID","Egress Untagged"]}]}]`; in older iproute2
 * an object with the ports as its keys: `{"v0":[{"vlan":1,"flags":["PVID"]}]}`.
 */
export function readVlanObjects(source: SourceLines): readonly BridgeVlan[] {
  return readJsonDocument(source, []).items.flatMap(({ value, from, to }) => {
    const evidence = source.evidence(from, to);
    const ports = portsOf(value);
    if (ports === undefined) source.unrecognized(from, 'an element that names no port', to);
    return (ports ?? []).flatMap(({ device, vlans }) =>
      vlans.flatMap((vlan) => vlanOfObject(vlan, device, evidence) ?? []),
    );
  });
}

interface Port {
  readonly device: string;
  readonly vlans: readonly unknown[];
}

function portsOf(value: unknown): readonly Port[] | undefined {
  const device = textAt(value, 'ifname');
  if (device !== undefined) return [{ device, vlans: itemsAt(value, 'vlans') }];
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  if (!entries.every(([, vlans]) => Array.isArray(vlans))) return undefined;
  return entries.map(([port]) => ({ device: port, vlans: itemsAt(value, port) }));
}

function vlanOfObject(value: unknown, device: string, evidence: Evidence): BridgeVlan | undefined {
  const vlan = numberAt(value, 'vlan') ?? numberAt(value, 'vid');
  if (vlan === undefined) return undefined;
  const endVlan = numberAt(value, 'vlanEnd');
  const flags = itemsAt(value, 'flags');
  const state = textAt(value, 'state');
  return {
    device,
    vlan,
    ...(endVlan !== undefined && { endVlan }),
    pvid: flags.includes('PVID'),
    untagged: flags.includes('Egress Untagged'),
    ...(state !== undefined && { state }),
    evidence,
  };
}
