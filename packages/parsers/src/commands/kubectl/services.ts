import type { Service, ServicePort } from '@vethscope/model';
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
