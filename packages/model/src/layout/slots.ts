import type { InterfaceElement, NetnsElement, PodElement } from '../graph/topology.ts';
import type { Id } from '../ids.ts';

/** Namespaces that are drawn together, since they hang on the same thing. */
export interface SlotGroup {
  readonly id: string;
  readonly attachment: Attachment;
  readonly slots: readonly Slot[];
  /** The same by Kubernetes namespace, by name; those without a pod last. */
  readonly parts: readonly SlotPart[];
}

/** Namespaces of one group whose pods are of one Kubernetes namespace. */
export interface SlotPart {
  readonly id: string;
  /** Absent: no pod is known in any of them. */
  readonly namespace?: string;
  readonly slots: readonly Slot[];
}

export type Attachment =
  /** Ports of a bridge, members of a VRF. */
  | { readonly kind: 'master'; readonly to: Id }
  /** The host routes to each of them on its own: Calico's way. */
  | { readonly kind: 'routed' }
  /** macvlan and ipvlan: straight on a device. */
  | { readonly kind: 'parent'; readonly to: Id }
  | { readonly kind: 'none' };

/** A namespace with its host-side interfaces; or a host-side interface whose other end is unknown. */
export interface Slot {
  readonly id: Id;
  readonly netns: NetnsElement | undefined;
  readonly pods: readonly PodElement[];
  readonly interfaces: readonly InterfaceElement[];
  readonly ports: readonly InterfaceElement[];
}
