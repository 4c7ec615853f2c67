import { type Evidence, parseIp, type Service, type ServicePort } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt, textsAt } from '../../source/jsonFields.ts';
import type { ObjectName } from './objectName.ts';
import { addressesOf, cellOf, labelsOf, listOf, type ResourceRow } from './resourceRow.ts';

/** `kube-dns   ClusterIP   10.96.0.10   <none>   53/UDP,53/TCP,9153/TCP   169m` */
export function serviceOfRow(row: ResourceRow): Service {
  const { namespace, name, evidence } = row;
  const type = cellOf(row, 'TYPE');
  const selector = labelsOf(row, 'SELECTOR');
  return {
    namespace,
    name,
    ...(type !== undefined && { type }),
    clusterIps: cellOf(row, 'CLUSTER-IP') === 'None' ? [] : (addressesOf(row, 'CLUSTER-IP') ?? []),
    externalIps: externalIpsOf(row),
    ports: portsOf(row),
    ...(selector && { selector }),
    evidence,
  };
}

/**
 * `<none>`, `<pending>`, `203.0.113.7,lb.example.com`. Without `-o wide` kubectl cuts load
 * balancers' addresses at 16 characters: `203.0.113.7,2...` (kubectl's printers, loadBalancerWidth).
 */
function externalIpsOf(row: ResourceRow): readonly string[] {
  const items = listOf(row, 'EXTERNAL-IP') ?? [];
  return items.filter((item) => {
    const isCut = item.endsWith('...');
    if (isCut) row.remark(`EXTERNAL-IP is cut short at "${item}"; -o wide shows all of it`);
    return !isCut && item !== '<pending>';
  });
}

/** `443/TCP`, `80:30080/TCP,53/UDP`. */
function portsOf(row: ResourceRow): readonly ServicePort[] {
  return (listOf(row, 'PORT(S)') ?? []).flatMap((item) => {
    const [, port, nodePort, protocol] = /^(\d{1,5})(?::(\d{1,5}))?\/([A-Za-z]+)$/.exec(item) ?? [];
    if (port === undefined || protocol === undefined) {
      row.remark(`PORT(S) "${item}" is not a port`);
      return [];
    }
    return {
      protocol: protocol.toLowerCase(),
      port: Number(port),
      ...(nodePort !== undefined && { nodePort: Number(nodePort) }),
    };
  });
}

/** A `Service` of the API (v1). */
export function serviceOfObject(object: unknown, id: ObjectName, evidence: Evidence): Service {
  const type = textAt(object, 'spec', 'type');
  const many = itemsAt(object, 'spec', 'clusterIPs');
  const clusterIps = many.length > 0 ? many : [fieldAt(object, 'spec', 'clusterIP')];
  const ingress = itemsAt(object, 'status', 'loadBalancer', 'ingress');
  const external = [
    ...itemsAt(object, 'spec', 'externalIPs'),
    ...ingress.map((one) => textAt(one, 'ip') ?? textAt(one, 'hostname')),
    textAt(object, 'spec', 'externalName'),
  ];
  return {
    ...id,
    ...(type !== undefined && { type }),
    // `None` of headless services is no address.
    clusterIps: clusterIps.flatMap((ip) => (typeof ip === 'string' ? (parseIp(ip) ?? []) : [])),
    externalIps: external.filter((one) => typeof one === 'string'),
    ports: itemsAt(object, 'spec', 'ports').flatMap((port) => portOfObject(port) ?? []),
    selector: textsAt(object, 'spec', 'selector'),
    evidence,
  };
}

function portOfObject(object: unknown): ServicePort | undefined {
  const port = numberAt(object, 'port');
  if (port === undefined) return undefined;
  const name = textAt(object, 'name');
  const nodePort = numberAt(object, 'nodePort');
  const targetPort = fieldAt(object, 'targetPort');
  return {
    ...(name !== undefined && { name }),
    protocol: (textAt(object, 'protocol') ?? 'TCP').toLowerCase(),
    port,
    ...(nodePort !== undefined && { nodePort }),
    // A number, or the name of a container's port.
    ...(targetPort !== undefined && { targetPort: String(targetPort) }),
  };
}
