import type { Confidence, EdgeKind } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { Kind } from './kind.ts';
import type { Font } from './textWidth.ts';

/** Where everything stands. x grows to the right, y downwards; the picture starts at 0, 0. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Boxes before what stands in them; otherwise by id. */
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  /** Where an interface hangs on its host's routing: no edge, no pair of ends. */
  readonly stubs: readonly Stub[];
  /** Where there are so many namespaces, or far ends of tunnels, that they are drawn in groups. */
  readonly groups: readonly GroupSummary[];
}

/** Namespaces on the same thing whose pods are of one Kubernetes namespace; or tunnels' far ends. */
export interface GroupSummary {
  /** The box that stands for it, open or closed, and what `open` takes. Holds no comma. */
  readonly id: string;
  readonly title: string;
  /** How many namespaces, or far ends, it has. */
  readonly count: number;
  readonly isOpen: boolean;
  /** Namespaces, pods and interfaces that its box stands for while it is closed. */
  readonly members: readonly Id[];
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type BoxRole =
  /** A machine: a frame around its namespaces. */
  | 'machine'
  /** The machine's own namespace. */
  | 'host'
  | 'netns'
  | 'interface'
  /** Stands for the host's routing; several pieces where a wire passes it by. */
  | 'routing'
  /** Holds the pods of the host's namespace. */
  | 'host-pods'
  | 'host-pod'
  /** Holds the namespaces whose names are all that is known. */
  | 'unseen'
  | 'unseen-netns'
  /** Around the closed groups of one attachment. */
  | 'shelf'
  /** Namespaces with one attachment and one Kubernetes namespace, as one box; opens in place. */
  | 'group'
  /** A namespace that is the only one of its group, on the shelf. */
  | 'tile'
  /** Around the namespaces of a group that is open. */
  | 'group-frame'
  /** On it, to close it. */
  | 'group-close'
  | 'external'
  /** In the overview of a cluster: a machine. */
  | 'node'
  /** A frame around machines on the same networks. */
  | 'zone'
  /** Stands for the tunnels among many machines. */
  | 'mesh';

export interface Box extends Rect {
  /** The element's id, or one made from it for a box that stands for no element of its own. */
  readonly id: string;
  readonly role: BoxRole;
  /** What choosing the box chooses. */
  readonly element?: Id;
  /** The box that it stands in. */
  readonly parent?: string;
  readonly kind: Kind;
  /** Absent: it carries no state. */
  readonly state?: 'up' | 'down' | 'unknown';
  readonly confidence: Confidence;
  readonly texts: readonly TextLine[];
  /** Middle of the kind's icon, from the box's upper left corner. */
  readonly icon?: Point;
}

export type Tone = 'strong' | 'normal' | 'quiet' | 'bad';

/** One line; `x` is its left end and `y` its middle, both from the box's upper left corner. */
export interface TextLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font: Font;
  readonly size: number;
  readonly tone: Tone;
}

export interface Wire {
  readonly id: string;
  /** The edge; absent for a bundle, which stands for all links of a group. */
  readonly element?: Id;
  readonly kind: EdgeKind;
  /** Box ids. */
  readonly source: string;
  readonly target: string;
  readonly confidence: Confidence;
  /** From source to target, each piece horizontal or vertical. */
  readonly points: readonly Point[];
  /** How many links a bundle stands for. */
  readonly count?: number;
}

export interface Stub {
  readonly id: string;
  /** Box ids of the interface and of the routing. */
  readonly box: string;
  readonly routing: string;
  readonly points: readonly Point[];
}
