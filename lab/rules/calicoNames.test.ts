import { describe, expect, it } from 'vitest';
import { calicoChainName, withRuleHashes } from './calicoNames.ts';

// Expected names are those of a real node (examples/calico-single-node.md).
describe('names that Felix makes', () => {
  it.each([
    ['cali-pri-', 'kns.kube-system', 'cali-pri-kns.kube-system'],
    ['cali-pri-', 'kns.calico-apiserver', 'cali-pri-_kJqfZpgUe7r2t4A-14'],
    ['cali-pri-', 'ksa.kube-system.coredns', 'cali-pri-_u2Tn2rSoAPffvE7JO6'],
    ['cali-pi-', 'calico-apiserver/knp.default.allow-apiserver', 'cali-pi-_3CJ_GmvE9pcCktVJ2ep'],
  ])('the chain %s of %s is %s', (prefix, id, name) => {
    expect(calicoChainName(prefix, id)).toBe(name);
  });

  it('each rule is known by a hash of its chain up to itself', () => {
    const { rules } = withRuleHashes({
      name: 'cali-FORWARD',
      rules: [
        '--jump MARK --set-mark 0/0xe0000',
        '-m mark --mark 0/0x10000 --jump cali-from-hep-forward',
        '--in-interface cali+ --jump cali-from-wl-dispatch',
        '--out-interface cali+ --jump cali-to-wl-dispatch',
        '--jump cali-to-hep-forward',
        '--jump cali-cidr-block',
      ],
    });
    expect(rules.map((rule) => /cali:([\w-]+)/.exec(rule)?.[1])).toEqual([
      'vjrMJCRpqwy5oRoX',
      'A_sPAO0mcxbT9mOV',
      '8ZoYfO5HKXWbB3pk',
      'jdEuaPBe14V2hutn',
      '12bc6HljsMKsmfr-',
      'NOSxoaGx8OIstr1z',
    ]);
  });

  it('a comment is part of what is hashed, and a protocol is a number', () => {
    const { rules } = withRuleHashes({
      name: 'cali-fw-cali1dac8782bdb',
      rules: [
        '-m conntrack --ctstate RELATED,ESTABLISHED --jump ACCEPT',
        '-m conntrack --ctstate INVALID --jump DROP',
        '--jump MARK --set-mark 0/0x30000',
        '-m comment --comment "Drop VXLAN encapped packets originating in workloads" -p 17 -m multiport --destination-ports 4789 --jump DROP',
      ],
    });
    expect(rules.at(-1)).toContain('"cali:OPts9jGapGnT2WV8"');
  });
});
