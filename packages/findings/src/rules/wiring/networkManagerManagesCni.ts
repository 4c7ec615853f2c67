import type { UnmanagedDevices } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { anyOf, namesDevice } from './devices/deviceSpecs.ts';

export const networkManagerManagesCni: NodeRule = {
  id: 'network-manager-manages-cni',
  name: "Calico's interfaces are not excluded from NetworkManager",
  scope: 'node',
  severity: 'warning',
  explanation:
    'NetworkManager may change addresses and routes of every interface that it is not told to leave alone, and so interfere with those that Calico makes: `cali*`, `tunl0`, `vxlan.calico`, `wireguard.cali`. Calico asks for them to be excluded, in a file below `/etc/NetworkManager/conf.d`. The rules of udev that NetworkManager comes with leave veths alone, so that a missing `cali*` matters only where somebody has overruled them.',
  needs: ['links', 'unmanagedDevices'],
  check(node, context) {
    const lists = listsOf(node.facts.unmanagedDevices);
    const devices = [...node.host.interfaces.values()].filter(isCalicos);
    const managed = devices.filter(
      (device) => anyOf(lists.map((specs) => namesDevice(specs, device))) === 'no',
    );
    if (managed.length === 0) return [];
    // One file of several: others may name the rest, unless this one is clearly meant to.
    const isWhole = showsWholeConfiguration(node, context);
    const isMeant = lists
      .flat()
      .some((spec) => /^interface-name:[~=]?(cali|tunl|vxlan|w)/.test(spec));
    return isWhole || isMeant ? [found(node, context, { managed, isWhole })] : [];
  },
};

/** As Felix names them: `felix/config`, `felix/dataplane/linux`. tunl0 exists wherever ipip is loaded. */
function isCalicos({ name, type, link }: Interface): boolean {
  if (name.startsWith('cali')) return type === 'veth';
  return TUNNELS.has(name) || (name === 'tunl0' && link.addresses.length > 0);
}

const TUNNELS: ReadonlySet<string> = new Set([
  ...['vxlan.calico', 'vxlan-v6.calico', 'wireguard.cali', 'wg-v6.cali'],
]);

/** The list of `[keyfile]`, which `+=` may add to, and one for each section of devices. */
function listsOf(records: readonly UnmanagedDevices[]): readonly (readonly string[])[] {
  const keyfile = records.filter(({ section }) => section === undefined);
  const sections = records.filter(({ section }) => section !== undefined);
  return [keyfile.flatMap(({ specs }) => specs), ...sections.map(({ specs }) => specs)];
}

function showsWholeConfiguration({ name }: NodeContext, { snapshot }: FindingContext): boolean {
  return snapshot.inputs.some(
    ({ node, parser, command }) =>
      node === name && parser === COMMAND && command.includes('--print-config'),
  );
}

const COMMAND = 'NetworkManager.conf';

function found(
  node: NodeContext,
  context: FindingContext,
  { managed, isWhole }: { readonly managed: readonly Interface[]; readonly isWhole: boolean },
): Found {
  const veths = managed.filter(({ type }) => type === 'veth');
  const tunnels = managed.filter(({ type }) => type !== 'veth');
  const names = [
    ...tunnels.map(({ name }) => name),
    ...(veths.length > 0 ? [`${veths.length} cali* ${veths.length === 1 ? 'veth' : 'veths'}`] : []),
  ];
  const records = node.facts.unmanagedDevices;
  return {
    severity: isWhole && tunnels.length > 0 ? 'warning' : 'info',
    title: `NetworkManager is not told to leave alone: ${names.join(', ')}${node.onNode}`,
    subjects: [...tunnels, ...veths].map(({ id }) => id),
    evidence: [
      ...(records.length > 0
        ? records.map(({ evidence }) => evidence)
        : context.listings(node.host, COMMAND)),
      ...[...tunnels, ...veths.slice(0, MOST_VETHS)].map(({ link }) => link.evidence),
    ],
    why: [
      'It may change addresses and routes of interfaces that it manages, under the hands of Calico.',
      ...(tunnels.length > 0
        ? []
        : ['Its own udev rules leave veths alone, unless others overrule them.']),
      ...(isWhole
        ? []
        : ['Another file of its configuration may name them: this capture has not all of it.']),
    ].join(' '),
    remedy: `In \`/etc/NetworkManager/conf.d/calico.conf\`, below \`[keyfile]\`: \`unmanaged-devices=${EXCLUDED}\`; then \`systemctl reload NetworkManager\`. \`NetworkManager --print-config\` shows what is in force.`,
  };
}

/** A few stand for all. */
const MOST_VETHS = 3;

/** As Calico's documentation has it, "Configure NetworkManager". */
const EXCLUDED = ['cali*', 'tunl*', ...TUNNELS].map((name) => `interface-name:${name}`).join(';');
