import { describe, expect, test } from 'vitest';
import { getRequestOf } from './getRequest.ts';

function request(line: string) {
  return getRequestOf(line.split(' '));
}

describe('what was asked for', () => {
  test.each([
    ['kubectl get pods', ['Pod']],
    ['kubectl get po', ['Pod']],
    ['k get svc,ep', ['Service', 'Endpoints']],
    ['oc get pod/web-0 service/web', ['Pod', 'Service']],
    ['k3s kubectl get endpointslices.discovery.k8s.io', ['EndpointSlice']],
    ['kubectl get no,pods,crds', ['Node', 'Pod']],
    ['kubectl get deployments.v1.apps', ['Deployment']],
    ['kubectl get ippools.crd.projectcalico.org', ['IPPool']],
    ['kubectl get ippools.projectcalico.org', ['IPPool']],
    // Of other groups, so that they are other kinds.
    ['kubectl get services.serving.knative.dev', []],
    ['kubectl get networkpolicies.crd.projectcalico.org', []],
    ['kubectl get networkpolicies.networking.k8s.io', ['NetworkPolicy']],
    ['kubectl -n shop get deploy', ['Deployment']],
  ])('%s', (line, kinds) => {
    expect(request(line)?.kinds).toEqual(kinds);
  });

  test('all is pods, services and workloads, not endpoints or nodes', () => {
    expect(request('kubectl get all')?.kinds).toEqual([
      'Pod',
      'Service',
      'Deployment',
      'DaemonSet',
      'ReplicaSet',
      'ReplicationController',
      'StatefulSet',
      'Job',
      'CronJob',
    ]);
  });

  test.each(['kubectl apply -f get', 'kubectl', 'docker get pods', 'kubectl describe pods'])(
    'should not take `%s` for a listing',
    (line) => expect(request(line)).toBeUndefined(),
  );
});

describe('the namespace', () => {
  test.each([
    ['kubectl get pods', 'no', 'default'],
    ['kubectl get pods -n kube-system', 'no', 'kube-system'],
    ['kubectl get pods -nkube-system', 'no', 'kube-system'],
    ['kubectl get pods -n=kube-system', 'no', 'kube-system'],
    ['kubectl --namespace=kube-system get pods', 'no', 'kube-system'],
    ['kubectl --namespace kube-system get pods', 'no', 'kube-system'],
    ['kubectl get pods -A', 'yes', undefined],
    ['kubectl get pods -Aowide', 'yes', undefined],
    ['kubectl get pods --all-namespaces', 'yes', undefined],
    ['kubectl get pods --all-namespaces=false', 'no', 'default'],
    ['kubectl get', 'unknown', undefined],
  ])('%s: all namespaces %s, namespace %s', (line, allNamespaces, namespace) => {
    expect(request(line)).toMatchObject({ allNamespaces });
    expect(request(line)?.namespace).toBe(namespace);
  });
});

describe('how much of it', () => {
  test.each([
    ['kubectl get pods -A -o wide', 'whole'],
    ['kubectl get pods -A --context prod', 'whole'],
    ['kubectl get pods -A -l app=web', 'part'],
    ['kubectl get pods -A --field-selector=status.phase=Running', 'part'],
    ['kubectl get pods web-0 web-1', 'part'],
    ['kubectl get pod/web-0', 'part'],
  ])('%s: %s', (line, extent) => {
    expect(request(line)?.extent).toBe(extent);
  });
});

test.each([
  ['kubectl get networkpolicies.crd.projectcalico.org -A', true],
  ['kubectl get bgppeers.crd.projectcalico.org', true],
  ['kubectl get installations.operator.tigera.io', true],
  ['kubectl get networkpolicies', false],
  ['kubectl get crds', false],
])('%s asks for what is known and kept as it is: %s', (line, expected) => {
  expect((request(line)?.keptAsTheyAre.length ?? 0) > 0).toBe(expected);
});

test.each([
  ['kubectl get pods', ''],
  ['kubectl get pods -o wide', 'wide'],
  ['kubectl get pods -owide', 'wide'],
  ['kubectl get pods --output=json', 'json'],
  ['kubectl get pods -o custom-columns=NAME:.metadata.name', 'custom-columns'],
])('the format of `%s` is "%s"', (line, format) => {
  expect(request(line)?.format).toBe(format);
});
