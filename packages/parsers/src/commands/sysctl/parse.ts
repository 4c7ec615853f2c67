import type { Sysctl } from '@vethscope/model';
import { excerpt, type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { keyOfPath, type SysctlRequest, sysctlRequestOf } from './request.ts';

/**
 * Reads the `net.*` settings of `sysctl`, and of `cat` and `grep` under /proc/sys. Others are
 * ignored on purpose: they do not say how packets travel.
 */
export function parseSysctls(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<Sysctl> {
  const source = new SourceLines(text, origin);
  const request = sysctlRequestOf(argv);
  const missing = settleMessages(source);
  const settings =
    request?.form === 'values' ? readValues(source, request, missing) : readPairs(source);
  const sysctls = settings.flatMap(({ line, key, value }) => {
    if (!key.startsWith('net.')) {
      source.ignored(line);
      return [];
    }
    source.understood(line);
    return [{ key, value, evidence: source.evidence(line) }];
  });
  return source.finish(sysctls, '`sysctl` output');
}

interface Setting {
  readonly line: number;
  readonly key: string;
  readonly value: string;
}

/** `net.ipv4.ip_forward = 1`, `/proc/sys/net/ipv4/ip_forward:1` */
function readPairs(source: SourceLines): readonly Setting[] {
  return unsettled(source).flatMap((line) => {
    const text = source.lines[line] ?? '';
    const isFile = text.startsWith('/proc/sys/');
    const at = text.indexOf(isFile ? ':' : '=');
    if (at < 0) return [];
    const name = text.slice(0, at).trim();
    const key = isFile ? keyOfPath(name) : name;
    const isKey = key !== undefined && /^[a-z][^\s.]*\.\S+$/.test(key);
    return isKey ? [{ line, key, value: text.slice(at + 1).trim() }] : [];
  });
}

/** Values alone, one a line: whose they are only their number and order tell. */
function readValues(
  source: SourceLines,
  { keys }: SysctlRequest,
  missing: ReadonlySet<string>,
): readonly Setting[] {
  const lines = unsettled(source);
  const present = keys.filter((key) => !missing.has(key));
  const isComplete = lines.length === present.length && !present.some((key) => /[*?[]/.test(key));
  if (!isComplete) {
    reportUnnamed(source, lines);
    return [];
  }
  return lines.map((line, n) => ({
    line,
    key: present[n] ?? '',
    value: source.lines[line]?.trim() ?? '',
  }));
}

function reportUnnamed(source: SourceLines, lines: readonly number[]): void {
  const [first] = lines;
  if (first === undefined) return;
  const message = 'values without names that cannot be told apart; capture `sysctl` without -n';
  source.unsupported(first, message, 'warning', lines.at(-1));
}

/**
 * Marks what was said beside the settings; the keys that do not exist. For want of a secret,
 * `sysctl: reading key "net.ipv6.conf.all.stable_secret"` is printed for each interface.
 */
function settleMessages(source: SourceLines): ReadonlySet<string> {
  const missing = new Set<string>();
  for (const line of unsettled(source)) {
    const text = source.lines[line] ?? '';
    // * Applying /etc/sysctl.d/99-kubernetes.conf ...
    if (/^(sysctl: reading key "|\* Applying )/.test(text)) {
      source.ignored(line);
    } else if (/^(sysctl|cat|grep): /.test(text)) {
      // cat: /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory
      const [path] = /\/proc\/sys\/[^:\s]+/.exec(text) ?? [];
      missing.add(keyOfPath(path ?? '') ?? '');
      source.unsupported(line, `the command printed an error: ${excerpt(text)}`);
    }
  }
  return missing;
}

function unsettled(source: SourceLines): readonly number[] {
  return source.lines.flatMap((_, i) => (source.isSettled(i) ? [] : [i]));
}
