import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { scratchFolder } from './testing/scratchFolder.ts';

/** deploy/collector has to keep up with the capture script. */
const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const script = read('apps/collector/capture/vethscope-capture.sh');
const captureNode = read('deploy/collector/capture-node');

const named = z.object({ name: z.string(), namespace: z.string().optional() });
const labels = z.record(z.string(), z.string());
const namespaceSchema = z.object({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: named.extend({ labels }),
});
const serviceAccountSchema = z.object({
  apiVersion: z.literal('v1'),
  kind: z.literal('ServiceAccount'),
  metadata: named,
});
const clusterRoleSchema = z.object({
  apiVersion: z.literal('rbac.authorization.k8s.io/v1'),
  kind: z.literal('ClusterRole'),
  metadata: named,
  rules: z.array(
    z.strictObject({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.enum(['get', 'list'])),
    }),
  ),
});
const bindingSchema = z.object({
  apiVersion: z.literal('rbac.authorization.k8s.io/v1'),
  kind: z.literal('ClusterRoleBinding'),
  metadata: named,
  roleRef: z.object({ apiGroup: z.string(), kind: z.string(), name: z.string() }),
  subjects: z.array(z.object({ kind: z.string(), name: z.string(), namespace: z.string() })),
});
const daemonSetSchema = z.object({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('DaemonSet'),
  metadata: named,
  spec: z.object({
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        serviceAccountName: z.string(),
        hostPID: z.literal(true),
        hostNetwork: z.literal(true),
        tolerations: z.array(z.object({ operator: z.string() })),
        containers: z.array(
          z.object({
            name: z.string(),
            image: z.string(),
            command: z.array(z.string()),
            securityContext: z.object({
              privileged: z.literal(true),
              readOnlyRootFilesystem: z.literal(true),
            }),
            resources: z.object({
              requests: z.record(z.string(), z.string()),
              limits: z.record(z.string(), z.string()),
            }),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});

const documents = parseAllDocuments(read('deploy/collector/daemonset.yaml'));
const objects = z
  .tuple([namespaceSchema, serviceAccountSchema, clusterRoleSchema, bindingSchema, daemonSetSchema])
  .parse(Array.from(documents, (document) => document.toJS()));
const [namespace, account, role, binding, daemonSet] = objects;

describe('deploy/collector/daemonset.yaml', () => {
  test('is YAML without an error or a warning', () => {
    expect(Array.from(documents, ({ errors, warnings }) => [...errors, ...warnings])).toEqual(
      objects.map(() => []),
    );
  });

  test('its objects fit together', () => {
    const { name } = namespace.metadata;
    expect(account.metadata.namespace).toBe(name);
    expect(daemonSet.metadata.namespace).toBe(name);
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name: account.metadata.name, namespace: name },
    ]);
    expect(binding.roleRef).toEqual({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role.metadata.name,
    });
    const { selector, template } = daemonSet.spec;
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    expect(template.spec.serviceAccountName).toBe(account.metadata.name);
    const [container] = template.spec.containers;
    expect(template.spec.volumes.map((volume) => volume.name)).toEqual(
      container?.volumeMounts.map((mount) => mount.name),
    );
  });

  test('privileged pods are let in, and each node gets one', () => {
    expect(namespace.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
    expect(daemonSet.spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
  });

  test('may ask for what the script asks for, and for nothing else', () => {
    const granted = role.rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) =>
        resources.map((resource) => (group === '' ? resource : `${resource}.${group}`)),
      ),
    );
    expect(granted.sort()).toEqual([...kubectlKinds()].sort());
  });
});

/** `services`, `ippools.crd.projectcalico.org`, …: what the script gets, with the group. */
function kubectlKinds(): readonly string[] {
  const groups: Readonly<Record<string, string>> = {
    endpointslices: '.discovery.k8s.io',
    networkpolicies: '.networking.k8s.io',
  };
  const start = script.indexOf('\nkubernetes() {');
  const body = script.slice(start, script.indexOf('\n}', start));
  // `for kind in ippools \↵ bgppeers; do … get $kind.crd.projectcalico.org`
  const [, list = ''] = /for kind in ([^;]*);/.exec(body) ?? [];
  const calico = list.split(/[\s\\]+/).filter((kind) => kind !== '');
  expect(calico.length).toBeGreaterThan(5);
  return [...body.matchAll(/(?:^|&& )\s*get (\S+)/gm)].flatMap(([, kind = '']) =>
    kind.startsWith('$kind')
      ? calico.map((name) => kind.replace('$kind', name))
      : [`${kind}${groups[kind] ?? ''}`],
  );
}

/** Programs that the script and capture-node need or can use, and Debian's package for each. */
const PACKAGES: Readonly<Record<string, string>> = {
  sh: 'dash',
  base64: 'coreutils',
  cat: 'coreutils',
  date: 'coreutils',
  id: 'coreutils',
  ls: 'coreutils',
  mkdir: 'coreutils',
  mkfifo: 'coreutils',
  mktemp: 'coreutils',
  mv: 'coreutils',
  rm: 'coreutils',
  sleep: 'coreutils',
  uname: 'coreutils',
  gzip: 'gzip',
  tar: 'tar',
  bridge: 'iproute2',
  ip: 'iproute2',
  ss: 'iproute2',
  iptables: 'iptables',
  ip6tables: 'iptables',
  nft: 'nftables',
  ipset: 'ipset',
  nsenter: 'util-linux',
  grep: 'grep',
};
/** Essential in Debian: there without being named. */
const ESSENTIAL = ['grep'];

describe('deploy/collector/Containerfile', () => {
  const instructions = DockerfileParser.parse(
    read('deploy/collector/Containerfile'),
  ).getInstructions();
  const argumentsOf = (keyword: string) =>
    instructions
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getArguments().map((argument) => argument.getValue()));

  test('installs every program that the script needs', () => {
    const words = argumentsOf('RUN').flat();
    for (const name of new Set(Object.values(PACKAGES))) {
      if (!ESSENTIAL.includes(name)) expect(words).toContain(name);
    }
  });

  test.each(Object.keys(PACKAGES))('%s is indeed one of them', (program) => {
    const isUsed = new RegExp(`(^|[\\s(|])${program}\\b`, 'm').test(`${script}\n${captureNode}`);
    expect(isUsed).toBe(true);
  });

  test('copies files that are there, and starts the one that captures', () => {
    const copies = argumentsOf('COPY');
    expect(copies).toEqual([
      [
        'apps/collector/capture/vethscope-capture.sh',
        // Where capture-node looks for it.
        /^script=(.*)$/m.exec(captureNode)?.[1],
      ],
      ['deploy/collector/capture-node', '/usr/local/bin/capture-node'],
    ]);
    for (const [source = ''] of copies) expect(read(source)).toMatch(/^#!\/bin\/sh\n/);
    expect(argumentsOf('ENTRYPOINT')).toEqual([['["capture-node"]']]);
    expect(argumentsOf('FROM')).toEqual([['debian:12-slim']]);
  });
});

describe('deploy/collector/capture-node', () => {
  /** Runs it with another place for the service account, and a node's `nsenter` that is none. */
  function run(env: Readonly<Record<string, string>>, canEnter: 'can enter' | 'cannot enter') {
    const folder = scratchFolder();
    const at = (name: string) => join(folder, name);
    writeFileSync(at('token'), 'secret-token');
    writeFileSync(at('ca.crt'), 'certificate');
    writeFileSync(
      at('script'),
      `echo "arguments: $*"; echo "as seen from: \${MOUNTS:-image}"; cat "\${KUBECONFIG:-/dev/null}"\n`,
    );
    writeFileSync(
      at('nsenter'),
      `#!/bin/sh
${canEnter === 'can enter' ? '' : 'exit 1'}
while [ "\${1#--}" != "$1" ] || [ "$1" = 1 ]; do shift; done
MOUNTS=node exec "$@"
`,
    );
    chmodSync(at('nsenter'), 0o755);
    const text = captureNode
      .replace('/usr/local/share/vethscope/vethscope-capture.sh', at('script'))
      .replace('/var/run/secrets/kubernetes.io/serviceaccount', folder);
    writeFileSync(at('capture-node'), text);
    return execFileSync('sh', [at('capture-node'), '--netns', 'a b'], {
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env['PATH']}`, TMPDIR: folder, ...env },
    });
  }

  test('uses the node’s own tools, hands the arguments on, and works without Kubernetes', () => {
    expect(run({}, 'can enter')).toBe('arguments: --netns a b\nas seen from: node\n');
  });

  test('uses those of the image where the node’s mounts cannot be entered', () => {
    expect(run({}, 'cannot enter')).toBe('arguments: --netns a b\nas seen from: image\n');
  });

  test.each([
    ['10.96.0.1', 'https://10.96.0.1:443'],
    ['fd00::1', 'https://[fd00::1]:443'],
  ])('hands the pod’s rights at %s to kubectl, in a file that is gone', (host, server) => {
    const output = run({ KUBERNETES_SERVICE_HOST: host }, 'can enter');
    const [, , ...config] = output.split('\n');
    expect(parse(config.join('\n'))).toMatchObject({
      clusters: [{ cluster: { server, 'certificate-authority-data': 'Y2VydGlmaWNhdGU=' } }],
      users: [{ user: { token: 'secret-token' } }],
    });
  });
});
