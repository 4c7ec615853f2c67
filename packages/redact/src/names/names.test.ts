import {
  calicoWorkloadHash,
  cniChainName,
  endpointChainName,
  serviceChainName,
} from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { redactCaptures } from '../redactCaptures.ts';
import { bundleOf } from '../testing/bundle.ts';

const [bundle] = redactCaptures([
  bundleOf({
    host: 'acme1',
    namespace: 'billing',
    pod: 'ledger-7db6d8ff4d-x2x4k',
    bridgePod: 'audit-0',
    service: 'invoices',
    port: 'rpc',
    netns: 'blue',
    bridgeNetns: 'green',
    device: 'acmewan0',
    set: 'offices',
    comment: 'ask Jane',
  }),
]).captures;

function textOf(name: string): string {
  return bundle?.files.find(({ path }) => path.endsWith(`/${name}`))?.text ?? '';
}

function found(text: string, pattern: RegExp): readonly string[] {
  return pattern.exec(text)?.slice(1) ?? [];
}

describe('names that programs make of others are made again', () => {
  const pods = textOf('kubectl_get_pods_-A_-o_wide');
  const rules = textOf('iptables-nft-save_-c');
  const [namespace = '', pod = ''] = found(pods, /^(ns-\w+) +(\S+)/m);
  const title = /"(ns-\w+)\/(\S+?):(\S+) cluster IP"/;
  const [, name = '', port = ''] = found(rules, title);

  test('an interface of Calico’s: sha1 of its pod', () => {
    const cali = `cali${calicoWorkloadHash(namespace, pod)}`;
    expect(textOf('ip_-d_-s_addr_show')).toContain(`12: ${cali}@if2:`);
    expect(rules).toContain(`-i ${cali} -g cali-fw-${cali}`);
    // -i cali6+ -g cali-from-wl-dispatch-6: the wildcard still stands for it.
    const [digit = 'none'] = found(rules, /-i cali(.)\+ -g cali-from-wl-dispatch-\1$/m);
    expect(cali.startsWith(`cali${digit}`)).toBe(true);
  });

  test('a service’s chain and its endpoints’ chains: sha256 of their names', () => {
    const service = { namespace, name, port };
    expect(rules).toContain(`-j ${serviceChainName('KUBE-SVC-', service, 'tcp')}`);
    const endpoints = [...rules.matchAll(/-A (KUBE-SEP-\S+) .*--to-destination (\S+)/g)];
    expect(endpoints.map(([, chain]) => chain)).toEqual(
      endpoints.map(([, , address = '']) => endpointChainName(service, 'tcp', address)),
    );
    expect(endpoints).toHaveLength(2);
  });

  test('a chain of the bridge plugin: sha512 of network and sandbox', () => {
    const [sandbox = '', chain] = found(rules, /id: \\"([0-9a-f]{64})\\"" -j (\S+)/);
    expect(chain).toBe(cniChainName({ network: 'crio', sandbox }));
    expect(textOf('crictl_pods')).toContain(sandbox.slice(0, 13));
  });
});

/** Chains, as `iptables -S` declares them. */
function chainsOf(...names: readonly string[]): readonly string[] {
  const text = names.map((name) => `-N ${name}\n`).join('');
  const capture: CaptureFiles = {
    name: 'x',
    files: [{ path: 'iptables_-S', text: `-P INPUT ACCEPT\n${text}` }],
    diagnostics: [],
  };
  const [redacted] = redactCaptures([capture]).captures;
  const lines = redacted?.files[0]?.text.trimEnd().split('\n').slice(1) ?? [];
  return lines.map((line) => line.replace('-N ', ''));
}

describe('chains', () => {
  test.each([
    ...['KUBE-SERVICES', 'KUBE-MARK-MASQ', 'CNI-HOSTPORT-DNAT', 'DOCKER-USER', 'FLANNEL-FWD'],
    ...[
      'cali-INPUT',
      'cali-from-wl-dispatch',
      'cali-fip-dnat',
      'cali-cidr-block',
      'OLD_CILIUM_INPUT',
    ],
    ...[
      'ufw-before-input',
      'cali-pri-kns.kube-system',
      'DOCKER-ISOLATION-STAGE-1',
      'IN_public_allow',
    ],
  ])('%s is everybody’s and stays', (name) => {
    expect(chainsOf(name)).toEqual([name]);
  });

  test.each([
    ['KUBE-SVC-TCOU7JCQXEZGVUNU', /^KUBE-SVC-[A-Z2-7]{16}$/],
    ['CNI-0753f7d0856b570d6e276401', /^CNI-[0-9a-f]{24}$/],
    ['CNI-DN-0753f7d0856b570d6e276', /^CNI-DN-[0-9a-f]{21}$/],
    ['cali-tw-cali6945b3c77c1', /^cali-tw-cali[0-9a-f]{11}$/],
    ['cali-pro-_u2Tn2rSoAPffvE7JO6', /^cali-pro-_[\w-]{18}$/],
    ['cali-pri-kns.acme', /^cali-pri-kns\.word-[0-9a-f]{4}$/],
    ['IN_acme_allow', /^IN_word-[0-9a-f]{4}_allow$/],
    ['DOCKER-ACME', /^chain-[0-9a-f]{4}$/],
    ['ufw-acme-office', /^chain-[0-9a-f]{4}$/],
    ['f2b-acme', /^f2b-word-[0-9a-f]{4}$/],
    ['ACME', /^chain-[0-9a-f]{4}$/],
  ])('%s gets a token of its form', (name, form) => {
    const [chain = ''] = chainsOf(name);
    expect(chain).toMatch(form);
    expect(chain).not.toBe(name);
  });
});
