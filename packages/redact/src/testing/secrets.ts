import {
  HOST_NETNS,
  ipFamily,
  isLinkLocal,
  parseIp,
  parseMac,
  prefixAddress,
} from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { interfaceName } from '../names/interfaceNames.ts';
import { WELL_KNOWN_NAMES } from '../names/wellKnownNames.ts';
import { isVocabulary } from '../words/vocabulary.ts';

/** Everything in a capture that must not be found in it once it is redacted, told by the snapshot alone. */
export function secretsOf(captures: readonly CaptureFiles[]): readonly string[] {
  const secrets = new Set<string>();
  const name = (...names: readonly (string | undefined)[]): void => {
    for (const one of names) if (one !== undefined) secrets.add(one);
  };
  for (const node of readSnapshot(captures).nodes) {
    name(node.name);
    for (const { namespace, name: pod, node: host, addresses = [] } of node.kubernetes.pods) {
      name(namespace, pod, host, ...addresses);
    }
    for (const service of node.kubernetes.services) {
      name(service.namespace, service.name, ...service.clusterIps);
    }
    for (const { name: host, internalIps, externalIps } of node.kubernetes.nodes) {
      name(host, ...internalIps, ...externalIps);
    }
    for (const { id, pod, namespace } of node.runtime.sandboxes) name(id, pod, namespace);
    for (const container of node.runtime.containers) {
      name(container.id, container.name, container.sandboxId, container.pod, container.namespace);
    }
    for (const { id } of node.runtime.images) name(id);
    for (const netns of node.namespaces) {
      if (netns.name !== HOST_NETNS) name(netns.name);
      for (const one of netns.netnsNames) name(one.name);
      for (const set of netns.ipsets) name(set.name);
      for (const link of netns.links) {
        name(link.mac, link.alias, link.permanentAddress);
        if (interfaceName(link.name).kind !== 'standard') name(link.name);
        for (const { prefix } of link.addresses) name(prefixAddress(prefix));
      }
      for (const { address, mac } of netns.neighbors) name(address, mac);
      for (const { mac, destination } of netns.fdb) name(mac, destination);
      for (const { nexthops } of netns.routes) for (const { via } of nexthops) name(via);
      for (const table of netns.iptables) {
        for (const chain of table.chains) {
          for (const { matches } of chain.rules) {
            for (const match of matches) if (match.kind === 'comment') name(match.text);
          }
        }
      }
    }
  }
  return [...secrets].filter((text) => isSecret(text)).sort();
}

function isSecret(text: string): boolean {
  if (isVocabulary(text) || WELL_KNOWN_NAMES.has(text) || /^\d*$/.test(text)) return false;
  const ip = parseIp(text);
  if (ip !== undefined) return !isEverybodys(text) && !(isLinkLocal(ip) && ipFamily(ip) === 4);
  return !isEverybodysMac(text) && !isTheirComment(text);
}

function isEverybodys(ip: string): boolean {
  return /^(127\.|0\.|22[4-9]\.|23\d\.|2[45]\d\.|::1?$|ff)/.test(ip);
}

function isEverybodysMac(mac: string): boolean {
  return /^(00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|ee:ee:ee:ee:ee:ee|33:33:.*|01:00:5e:.*)$/.test(mac);
}

/** Comments that name nothing: `kubernetes service portals`, `Return if profile accepted`. */
function isTheirComment(text: string): boolean {
  return (
    (/^[A-Za-z][a-zA-Z';,.-]*( [a-zA-Z46';:,.-]+)+$/.test(text) && !text.includes('/')) ||
    /^(default|kube-system|calico-system|calico-apiserver)\/[a-z-]+(:[a-z-]+)?( cluster IP)?$/.test(
      text,
    )
  );
}

/** Those of the secrets that stand in a text as words of their own. */
export function foundIn(
  secrets: readonly string[],
  captures: readonly CaptureFiles[],
): readonly string[] {
  const words = new Set<string>();
  const text = captures
    .flatMap(({ name, files }) => [name, ...files.flatMap((file) => [file.path, file.text])])
    .join('\n');
  for (const [run] of text.matchAll(/[\p{L}\p{N}.:_-]+/gu)) {
    words.add(run);
    // The parts of an address are no words.
    const isAddress = parseMac(run.replace(/^8000\./, '')) ?? parseIp(run.replace(/:$/, ''));
    if (isAddress !== undefined) continue;
    // A hash may hold any letter between two signs.
    for (const part of run.split(/[:_]/)) if (part.length > 2) words.add(part);
  }
  return secrets.filter((secret) => {
    if (words.has(secret)) return true;
    // Longer texts, and what is rare enough to be meant wherever it stands.
    return (/\s/.test(secret) || secret.length >= 12) && text.includes(secret);
  });
}
