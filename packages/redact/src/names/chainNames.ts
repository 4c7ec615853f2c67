import type { Renaming } from './renaming.ts';

/** The part of `Renaming` that chains need. */
type ChainRenaming = Pick<Renaming, 'secret' | 'workloadHash' | 'known' | 'names' | 'byShape'>;

/**
 * The new name of a chain or set that a program made, by its look; `undefined` where it has none.
 * What was hashed and is not known gives a token of the same shape.
 */
export function chainName(name: string, renaming: ChainRenaming): string | undefined {
  if (isFixed(name)) return name;
  for (const { pattern, rename } of SHAPES) {
    const match = pattern.exec(name);
    if (match) return rename(match, renaming);
  }
  return undefined;
}

interface Shape {
  readonly pattern: RegExp;
  readonly rename: (match: RegExpExecArray, renaming: ChainRenaming) => string;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const SHAPES: readonly Shape[] = [
  {
    // KUBE-SVC-TCOU7JCQXEZGVUNU
    pattern: /^(KUBE-(?:SVC|SVL|SEP|EXT|FW|XLB)-)([A-Z2-7]{16})$/,
    rename: ([, prefix, hash = ''], { secret }) =>
      prefix + secret.letters('kube', hash, hash.length, BASE32),
  },
  {
    // CNI-0753f7d0856b570d6e276401, CNI-DN-…
    pattern: /^(CNI-(?:DN-|SN-|HP-)?)([0-9a-f]{15,24})$/,
    rename: ([, prefix, hash = ''], { secret }) => prefix + secret.hex('cni', hash, hash.length),
  },
  {
    // cali-fw-cali6945b3c77c1
    pattern: /^(cali-[ft][wh]-)(.+)$/,
    rename: ([, prefix, ifname = ''], renaming) =>
      prefix + (renaming.known(ifname) ?? renaming.byShape(ifname) ?? token(renaming, ifname)),
  },
  // cali-from-wl-dispatch-6: the first digits of the workloads below it, which stay
  { pattern: /^cali-(from|to)-wl-dispatch-[0-9a-f]{1,3}$/, rename: ([name]) => name },
  // cali40masq-ipam-pools, cali60all-ipam-pools, cali40this-host
  {
    pattern:
      /^cali[46]0(masq-ipam-pools|all-ipam-pools|all-hosts-net|all-vxlan-net|all-tunnel-net|this-host)$/,
    rename: ([name]) => name,
  },
  {
    // cali-pri-_u2Tn2rSoAPffvE7JO6, and sets: cali40s:9jKnKvTz3Xc_zX0nxr6vTDk
    pattern: /^(cali-(?:pi|po|pri|pro|gi|go)-_|cali[46]0?[a-z]*[:-]_?)([\w-]{10,26})$/,
    rename: ([, prefix, hash = ''], { secret }) =>
      prefix + secret.letters('calico', hash, hash.length, BASE64URL),
  },
  {
    // cali-pri-kns.kube-system, cali-pri-ksa.shop.web, cali-pi-default.deny
    pattern: /^(cali-(?:pi|po|pri|pro|gi|go)-)((?:kns|ksa|default|knp\.default)\.)?(.+)$/,
    rename: ([, prefix, kind = '', rest = ''], renaming) =>
      withinLimit(
        `${prefix}`,
        kind +
          rest
            .split('.')
            .map((part) => renaming.known(part) ?? wordOf(renaming, part))
            .join('.'),
        renaming,
      ),
  },
  {
    // firewalld: IN_public_allow, FWDO_internal_log, POST_public
    pattern:
      /^((?:IN|FWD[IO]?|FWD|PRE|POST|OUTPUT|nat|filter|mangle|raw)_)(.+?)((?:_(?:allow|deny|log|pre|post))?)$/,
    rename: ([, prefix, zone = '', suffix], renaming) =>
      `${prefix}${renaming.known(zone) ?? wordOf(renaming, zone)}${suffix}`,
  },
  {
    // f2b-sshd: fail2ban's, after a jail
    pattern: /^f2b-(.+)$/,
    rename: ([, jail = ''], renaming) => `f2b-${wordOf(renaming, jail)}`,
  },
];

/** `KUBE-SERVICES`, `CNI-HOSTPORT-DNAT`, `cali-from-wl-dispatch`, `ufw-before-input`: everybody's. */
function isFixed(name: string): boolean {
  const [owner = '', ...parts] = name.split(/[-_]/);
  return (
    OWNERS.has(owner) &&
    parts.length > 0 &&
    parts.every((part) => FIXED_PARTS.has(part.toLowerCase()) || /^\d$/.test(part))
  );
}

/** Programs that make chains. */
const OWNERS: ReadonlySet<string> = new Set(
  'KUBE CNI DOCKER FLANNEL CILIUM OLD LIBVIRT cali ufw ufw6'.split(' '),
);

const FIXED_PARTS: ReadonlySet<string> = new Set(
  `services external nodeports postrouting prerouting mark masq drop forward firewall proxy canary kubelet
   iptables hint load balancer node port local cluster ip ingress user isolation stage admin hostport dnat
   setmark snat fwd postrtg input output nat raw mangle filter cilium pre post fwi fwo fwx inp out prt
   wl to from host endpoint hep dispatch cidr block fip outgoing rpf skip failsafe in set ipam
   before after track logging reject allow deny limit accept not policy docker ct bridge internal source
   sets`
    .split(/\s+/)
    .filter(Boolean),
);

function token({ names }: ChainRenaming, name: string): string {
  return names.token('if', name);
}

function wordOf({ names }: ChainRenaming, part: string): string {
  return KEPT_PARTS.has(part) ? part : names.token('word', part);
}

const KEPT_PARTS: ReadonlySet<string> = new Set(
  'default kube-system kube-public kube-node-lease calico-system calico-apiserver tigera-operator public internal external dmz work home trusted block drop ZONES ZONES_SOURCE SOURCE direct'.split(
    ' ',
  ),
);

/** iptables takes 28 characters; Calico hashes what is longer (hashutils.GetLengthLimitedID). */
function withinLimit(prefix: string, rest: string, { secret }: ChainRenaming): string {
  if (prefix.length + rest.length <= 28) return prefix + rest;
  return `${prefix}_${secret.letters('calico', rest, 27 - prefix.length, BASE64URL)}`;
}
