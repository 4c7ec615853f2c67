import type { Rewriting } from '../rewriting.ts';

/** `net.ipv4.conf.br-app.rp_filter = 1`, `/proc/sys/net/ipv4/conf/eth0.100/rp_filter:1`, or a value alone. */
export function redactSysctl(line: string, rewriting: Rewriting): string {
  const [, path] = /^cat: (\S+): No such file or directory$/.exec(line) ?? [];
  if (path !== undefined) return line.replace(path, () => sysctlKey(path, rewriting));
  const [, key, sign = '', value = ''] =
    /^((?:\/proc\/sys\/|[a-z]\w*\.)[^\s=:]+(?:(?=:)|(?=\s*=)))(\s*[=:]\s*)(.*)$/.exec(line) ?? [];
  if (key === undefined) return rewriting.line(line);
  return sysctlKey(key, rewriting) + sign + rewriting.line(value);
}

/**
 * The interface in a key is somebody's choice; what else is not known is replaced, too. Between
 * dots, dots in an interface's name are written `/`.
 */
export function sysctlKey(key: string, rewriting: Rewriting): string {
  const isPath = key.includes('/proc/sys/');
  const pattern = isPath
    ? /^(.*\/(?:conf|neigh)\/)([^/]+)(\/\w+)?$/
    : /^(.*\.(?:conf|neigh)\.)(.+?)(\.\w+)?$/;
  const [, before = '', written = '', after = ''] = pattern.exec(key) ?? [];
  if (written === '' || /[*?]/.test(written)) return segments(key, rewriting);
  const ifname = isPath ? written : written.replaceAll('/', '.');
  const renamed = rewriting.renaming.name('if', ifname);
  const ifkey = isPath ? renamed : renamed.replaceAll('.', '/');
  return segments(before, rewriting) + ifkey + segments(after, rewriting);
}

function segments(key: string, { rewriter }: Rewriting): string {
  return key.replace(/[^/.*?]+/g, (segment) => rewriter.word(segment));
}
