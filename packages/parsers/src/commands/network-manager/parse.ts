import type { UnmanagedDevices } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';

/**
 * Reads `unmanaged-devices` of the `[keyfile]` section of NetworkManager's configuration
 * (NetworkManager.conf(5)). Everything else in such a file is not about which devices are left
 * alone, and is ignored on purpose.
 */
export function parseNetworkManagerConf(text: string, origin?: Origin): Parsed<UnmanagedDevices> {
  const source = new SourceLines(text, origin);
  let section: string | undefined;
  let records: readonly UnmanagedDevices[] = [];
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const opened = /^\s*\[([^[\]]+)\]\s*$/.exec(line)?.[1];
    const [, key, operator, value = ''] = /^\s*([\w.-]*\w)\s*([+-]?=)(.*)$/.exec(line) ?? [];
    if (opened !== undefined) {
      section = opened;
      source.ignored(i);
    } else if (/^\s*[#;]/.test(line)) {
      source.ignored(i);
    } else if (section === 'keyfile' && key === 'unmanaged-devices') {
      source.understood(i);
      records = applied(records, operator, { specs: specsOf(value), evidence: source.evidence(i) });
    } else if (section !== undefined && key !== undefined) {
      source.ignored(i);
    }
  }
  return source.finish(records, 'a NetworkManager configuration file');
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
