import type { Topology } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import type { Branch } from '../outlineRows.ts';
import { ancestorsOf, namespaceBranches } from './byNamespace.ts';
import { machineBranches, pathToMachine } from './byNode.ts';
import { pathToPod, podBranches } from './byPod.ts';
import { pathToPolicy, policyBranches } from './byPolicy.ts';
import { pathToService, serviceBranches } from './byService.ts';

/** One way to list what a capture holds. */
export interface BrowseMode {
  /** In the URL. */
  readonly browse: string;
  readonly title: string;
  /** Of the tree, for those who do not see it. */
  readonly label: string;
  readonly branches: (topology: Topology, index: CaptureIndex) => readonly Branch[];
  /** Ids of the branches down to an element, its own the last; none where it is not listed. */
  readonly pathTo: (index: CaptureIndex, id: string) => readonly string[];
  /** What to say where there is nothing of the kind. */
  readonly empty: string;
}

const NAMESPACES: BrowseMode = {
  browse: 'namespaces',
  title: 'Network namespaces',
  label: 'Outline of the capture',
  branches: namespaceBranches,
  pathTo: (index, id) => (index.node(id) ? [...ancestorsOf(index, id), id] : []),
  empty: 'This capture names no node.',
};

export const BROWSE_MODES: readonly BrowseMode[] = [
  NAMESPACES,
  {
    browse: 'pods',
    title: 'Pods',
    label: 'Pods by Kubernetes namespace',
    branches: podBranches,
    pathTo: pathToPod,
    empty: 'No pods in this capture: kubectl get pods -A -o wide, or crictl pods, would tell.',
  },
  {
    browse: 'services',
    title: 'Services and endpoints',
    label: 'Services and their endpoints',
    branches: serviceBranches,
    pathTo: pathToService,
    empty: 'No services in this capture: kubectl get services -A -o wide would tell.',
  },
  {
    browse: 'nodes',
    title: 'Nodes',
    label: 'Nodes and what runs on them',
    branches: machineBranches,
    pathTo: pathToMachine,
    empty: 'This capture names no node.',
  },
  {
    browse: 'policies',
    title: 'Calico policies',
    label: 'Policies and the endpoints they are for',
    branches: (_, index) => policyBranches(index),
    pathTo: pathToPolicy,
    empty: 'No policies of Calico in the iptables of this capture.',
  },
];

export function browseMode(browse: string | undefined): BrowseMode {
  return BROWSE_MODES.find((mode) => mode.browse === browse) ?? NAMESPACES;
}
