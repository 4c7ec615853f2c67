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

/** Only the interface in a key is anybody's choice. Dots in its name are written `/` between dots. */
export function sysctlKey(key: string, { renaming }: Rewriting): string {
  const isPath = key.includes('/proc/sys/');
  const pattern = isPath
    ? /^(.*\/(?:conf|neigh)\/)([^/]+)(\/\w+)?$/
    : /^(.*\.(?:conf|neigh)\.)(.+?)(\.\w+)?$/;
  const [, before = '', written = '', after = ''] = pattern.exec(key) ?? [];
  if (written === '' || /[*?]/.test(written)) return key.replace(/[^\w./*?[\]-]/g, '?');
  const ifname = isPath ? written : written.replaceAll('/', '.');
  const renamed = renaming.name('if', ifname);
  return before + (isPath ? renamed : renamed.replaceAll('.', '/')) + after;
}
