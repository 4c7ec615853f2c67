import {
  type CniAttachment,
  cniChainName,
  endpointChainName,
  type IptablesTable,
  type Rule,
  readCniComment,
  readServicePortName,
  type Service,
  type ServicePortName,
  serviceChainName,
} from '@vethscope/model';
import type { Renaming } from './renaming.ts';

/** Finds out what the hashed names of chains were made of, and makes them anew. */
export function settleHashes(
  tables: readonly IptablesTable[],
  services: readonly Service[],
  renaming: Renaming,
): void {
  for (const { namespace, name, ports } of services) {
    for (const { name: port = '', protocol } of ports) {
      settleService({ namespace, name, port }, protocol, renaming);
    }
  }
  const rules = tables.flatMap(({ chains }) =>
    chains.flatMap((chain) => chain.rules.map((rule) => ({ chain: chain.name, rule }))),
  );
  const portOfChain = new Map<string, ServicePortName>();
  for (const { chain, rule } of rules) {
    for (const text of commentsOf(rule)) {
      const attachment = readCniComment(text);
      if (attachment) settleAttachment(attachment, renaming);
      const port = serviceIn(text);
      if (!port) continue;
      nameServicePort(port, renaming);
      for (const name of [chain, targetOf(rule)]) {
        if (name?.startsWith('KUBE-')) portOfChain.set(name, port);
      }
    }
  }
  for (const [chain, port] of portOfChain) {
    if (chain.startsWith('KUBE-SEP-')) continue;
    for (const protocol of PROTOCOLS) {
      if (renaming.known(chain) === undefined) settleService(port, protocol, renaming);
    }
  }
  settleEndpoints(rules, portOfChain, services, renaming);
}

const PROTOCOLS = ['tcp', 'udp', 'sctp'];
const PREFIXES = ['KUBE-SVC-', 'KUBE-SVL-', 'KUBE-EXT-', 'KUBE-FW-', 'KUBE-XLB-'];

function serviceIn(text: string): ServicePortName | undefined {
  const start = text.replace(
    /^(pod traffic for|masquerade traffic for|masquerade LOCAL traffic for|route LOCAL traffic for) /,
    '',
  );
  return readServicePortName(start);
}

function nameServicePort(
  { namespace, name, port }: ServicePortName,
  renaming: Renaming,
): ServicePortName {
  return {
    namespace: renaming.name('ns', namespace),
    name: renaming.name('svc', name),
    port: port === '' ? '' : renaming.name('port', port),
  };
}

function settleService(port: ServicePortName, protocol: string, renaming: Renaming): void {
  const renamed = nameServicePort(port, renaming);
  const before = serviceChainName('KUBE-SVC-', port, protocol);
  const after = serviceChainName('KUBE-SVC-', renamed, protocol);
  // All of a service's chains have the same hash.
  for (const prefix of PREFIXES) {
    renaming.settle(before.replace('KUBE-SVC-', prefix), after.replace('KUBE-SVC-', prefix));
  }
}

interface ChainRule {
  readonly chain: string;
  readonly rule: Rule;
}

/** `KUBE-SEP-…` hashes the endpoint along with the service: the chain's DNAT says which it is. */
function settleEndpoints(
  rules: readonly ChainRule[],
  portOfChain: ReadonlyMap<string, ServicePortName>,
  services: readonly Service[],
  renaming: Renaming,
): void {
  const portOfService = new Map<string, ServicePortName>();
  for (const { namespace, name, ports } of services) {
    for (const { name: port = '', protocol } of ports) {
      const service = { namespace, name, port };
      portOfService.set(serviceChainName('KUBE-SVC-', service, protocol), service);
    }
  }
  // Without comments the service's own chain leads to the endpoint's.
  const portOfEndpoint = new Map<string, ServicePortName>();
  for (const { chain, rule } of rules) {
    const port = portOfChain.get(chain) ?? portOfService.get(chain);
    const target = targetOf(rule);
    if (port && target?.startsWith('KUBE-SEP-')) portOfEndpoint.set(target, port);
  }
  for (const { chain, rule } of rules) {
    const port = portOfChain.get(chain) ?? portOfEndpoint.get(chain);
    if (!port || !chain.startsWith('KUBE-SEP-') || rule.target.kind !== 'dnat') continue;
    const { from, ports } = rule.target.to;
    if (from === undefined || ports === undefined) continue;
    const written = (ip: string): string =>
      ip.includes(':') ? `[${ip}]:${ports.from}` : `${ip}:${ports.from}`;
    const renamed = nameServicePort(port, renaming);
    const protocol = PROTOCOLS.find((one) => endpointChainName(port, one, written(from)) === chain);
    if (protocol === undefined) continue;
    const to = written(renaming.addresses.address(from));
    renaming.settle(chain, endpointChainName(renamed, protocol, to));
  }
}

/** Of the bridge plugin (`CNI-…`), and of portmap (`CNI-DN-…`, cut at 28 characters). */
function settleAttachment(attachment: CniAttachment, renaming: Renaming): void {
  const renamed: CniAttachment = {
    network: renaming.name('word', attachment.network),
    sandbox: /^[0-9a-f]{12,}$/.test(attachment.sandbox)
      ? renaming.ids.id(attachment.sandbox)
      : renaming.name('word', attachment.sandbox),
  };
  renaming.settle(attachment.sandbox, renamed.sandbox);
  for (const prefix of ['CNI-', 'CNI-DN-', 'CNI-SN-']) {
    const chain = (of: CniAttachment): string =>
      cniChainName(of).replace('CNI-', prefix).slice(0, 28);
    renaming.settle(chain(attachment), chain(renamed));
  }
}

function targetOf({ target }: Rule): string | undefined {
  return target.kind === 'jump' || target.kind === 'goto' ? target.chain : undefined;
}

function commentsOf({ matches }: Rule): readonly string[] {
  return matches.flatMap((match) => (match.kind === 'comment' ? [match.text] : []));
}
