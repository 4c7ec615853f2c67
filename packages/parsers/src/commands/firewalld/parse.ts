import type { Evidence, FirewalldZone } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';

/**
 * Reads the zones that `firewall-cmd --list-all-zones`, `--list-all` and `--info-zone` print
 * (firewalld's command.py, print_zone_info).
 */
export function parseFirewalldZones(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<FirewalldZone> {
  const source = new SourceLines(text, origin);
  const zones = readZones(source);
  if (argv.includes('--permanent') && zones[0]) {
    source.report(zones[0].line, 'info', 'the permanent configuration, not the one in force');
  }
  const records = zones.map((zone) => recordOf(zone, source.evidence(zone.line, zone.endLine)));
  return source.finish(records, 'a firewalld zone');
}

interface OpenZone {
  readonly line: number;
  endLine: number;
  readonly name: string;
  readonly attributes: readonly string[];
  /** By key; the lines below a key follow its own value. */
  readonly settings: Map<string, string[]>;
}

function readZones(source: SourceLines): readonly OpenZone[] {
  const zones: OpenZone[] = [];
  let values: string[] | undefined;
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const zone = zones.at(-1);
    // public (default, active)
    const [, name, attributes = ''] = /^([\w.-]+)(?: \(([a-z, ]*)\))?\s*$/.exec(line) ?? [];
    // `  rich rules: `, `  services: dhcpv6-client ssh`
    const [, key, value = ''] = /^ {1,4}([a-z][a-z -]*):(?: (.*))?$/.exec(line) ?? [];
    if (name !== undefined && opensZone(source, i)) {
      zones.push({
        line: i,
        endLine: i,
        name,
        attributes: attributes.split(', '),
        settings: new Map(),
      });
      values = undefined;
    } else if (zone && key !== undefined) {
      values = value.trim() === '' ? [] : [value.trim()];
      zone.settings.set(key, values);
      zone.endLine = i;
    } else if (zone && values && /^\s/.test(line)) {
      // `\trule family="ipv4" source address="10.0.0.0/24" accept`
      values.push(line.trim());
      zone.endLine = i;
    } else {
      continue;
    }
    source.understood(i);
  }
  return zones;
}

/** A zone's first key stands right below its name: `FirewallD is not running` opens none. */
function opensZone(source: SourceLines, index: number): boolean {
  return /^ {1,4}(target|summary|interfaces|icmp-block-inversion):/.test(
    source.lines[index + 1] ?? '',
  );
}

function recordOf({ name, attributes, settings }: OpenZone, evidence: Evidence): FirewalldZone {
  const target = settings.get('target')?.[0];
  const masquerade = settings.get('masquerade')?.[0];
  const forward = settings.get('forward')?.[0];
  return {
    name,
    active: attributes.includes('active'),
    ...(target !== undefined && { target }),
    interfaces: wordsOf(settings.get('interfaces')),
    sources: wordsOf(settings.get('sources')),
    services: wordsOf(settings.get('services')),
    ports: wordsOf(settings.get('ports')),
    ...(masquerade !== undefined && { masquerade: masquerade === 'yes' }),
    ...(forward !== undefined && { forward: forward === 'yes' }),
    richRules: settings.get('rich rules') ?? [],
    settings: Object.fromEntries([...settings].map(([key, values]) => [key, values.join('\n')])),
    evidence,
  };
}

function wordsOf(values: readonly string[] | undefined): readonly string[] {
  return (values ?? []).flatMap((value) => value.split(/\s+/));
}
