import type { UnmanagedDevices } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';

/**
 * Reads which devices NetworkManager's configuration leaves alone (NetworkManager.conf(5)):
 * `unmanaged-devices` of the `[keyfile]` section, and `[device…]` sections with `managed=0`.
 * Everything else in such a file is about other things, and is ignored on purpose.
 */
export function parseNetworkManagerConf(text: string, origin?: Origin): Parsed<UnmanagedDevices> {
  const source = new SourceLines(text, origin);
  let section: string | undefined;
  let records: readonly UnmanagedDevices[] = [];
  const devices: DeviceSection[] = [];
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const opened = /^\s*\[([^[\]]+)\]\s*$/.exec(line)?.[1];
    const [, key, operator, value = ''] = /^\s*([\w.-]*\w)\s*([+-]?=)(.*)$/.exec(line) ?? [];
    if (opened !== undefined) {
      section = opened;
      if (section.startsWith('device')) devices.push({ section, lines: [] });
      source.ignored(i);
    } else if (/^\s*[#;]/.test(line)) {
      source.ignored(i);
    } else if (section === 'keyfile' && key === 'unmanaged-devices') {
      source.understood(i);
      records = applied(records, operator, { specs: specsOf(value), evidence: source.evidence(i) });
    } else if (section?.startsWith('device') && (key === 'match-device' || key === 'managed')) {
      devices.at(-1)?.lines.push({ key, index: i, value });
      source.understood(i);
    } else if (section !== undefined && key !== undefined) {
      source.ignored(i);
    }
  }
  const unmanaged = devices.flatMap((device) => leftAlone(source, device));
  return source.finish([...records, ...unmanaged], 'a NetworkManager configuration file');
}

interface DeviceSection {
  /** `device-calico`. */
  readonly section: string;
  readonly lines: { readonly key: string; readonly index: number; readonly value: string }[];
}

/** `match-device=interface-name:cali*` and `managed=0`; one without match is of all devices. */
function leftAlone(
  source: SourceLines,
  { section, lines }: DeviceSection,
): readonly UnmanagedDevices[] {
  const managed = lines.findLast(({ key }) => key === 'managed');
  const match = lines.findLast(({ key }) => key === 'match-device');
  if (!managed || !/^\s*(0|no|false|off)\s*$/i.test(managed.value)) return [];
  const places = [managed, ...(match ? [match] : [])].map(({ index }) => index);
  const evidence = source.evidence(Math.min(...places), Math.max(...places));
  return [{ section, specs: match ? specsOf(match.value) : ['*'], evidence }];
}

/** `=` replaces what the file said before, `+=` adds to it, `-=` takes away. */
function applied(
  records: readonly UnmanagedDevices[],
  operator: string | undefined,
  record: UnmanagedDevices,
): readonly UnmanagedDevices[] {
  if (operator === '+=') return [...records, record];
  if (operator !== '-=') return [record];
  return records.map(({ specs, evidence }) => ({
    specs: specs.filter((spec) => !record.specs.includes(spec)),
    evidence,
  }));
}

/** `interface-name:cali*;interface-name:tunl*;` or parted by commas; a backslash escapes either. */
function specsOf(value: string): readonly string[] {
  const specs = value.match(/(?:\\.|[^\\;,])+/g) ?? [];
  return specs.map((spec) => spec.trim()).filter((spec) => spec !== '');
}
