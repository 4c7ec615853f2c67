import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { podListings } from './pods/podListings.ts';
import { chainsWithoutInterface, podOfHash, type WorkloadChains } from './pods/workloadChains.ts';

export const staleWorkloadChains: NodeRule = {
  id: 'stale-workload-chains',
  name: "Calico's chains for pods that are gone",
  scope: 'node',
  severity: 'warning',
  explanation:
    "The rules still have Calico's chains for an interface that does not exist, and no pod of the cluster has the hash in its name. Calico's agent (Felix, in the pod calico-node) removes them within a second of the pod's end, so what is left over shows that it does not keep up: it does not run, has lost the API server, or cannot write its rules. New pods then get no chains either, and Calico drops what they send.",
  needs: ['links', 'iptables4', 'pods'],
  check(node, context) {
    const stale = chainsWithoutInterface(node.host).filter(
      ({ hash }) => podOfHash(context, hash) === undefined,
    );
    return stale.length === 0 ? [] : [found(node, context, stale)];
  },
};

function found(
  node: NodeContext,
  context: FindingContext,
  stale: readonly WorkloadChains[],
): Found {
  const names = stale.map(({ ifname }) => ifname);
  return {
    title: `Calico has chains for ${someOf(names, NAMED)}: no such interface, no such pod${node.onNode}`,
    subjects: [node.host.id],
    evidence: [
      ...stale.flatMap(({ evidence }) => evidence),
      ...context.listings(node.host, 'ip link, ip addr'),
      ...podListings(context),
    ],
    why: 'No packet reaches them. But they show that Calico does not bring its rules up to date here, so that new pods may be without any.',
    remedy: `See whether Calico's agent runs and what it complains of: \`kubectl get pods -A -o wide -l k8s-app=calico-node\` and its log. Once it is well, it removes them. Where a pod ended just while this was captured, capture again.`,
  };
}

/** How many of them a title names. */
const NAMED = 2;
