/** What becomes of a packet in the end. docs/dispositions.md has the condition of each. */
export type Disposition =
  | 'delivered'
  | 'dropped'
  | 'rejected'
  | 'noRoute'
  | 'blackholed'
  | 'prohibited'
  /** No neighbour answers for the next hop. */
  | 'unresolved'
  | 'leavesCapture'
  | 'looped'
  | 'undecided';

export const DISPOSITIONS: readonly Disposition[] = [
  'delivered',
  'dropped',
  'rejected',
  'noRoute',
  'blackholed',
  'prohibited',
  'unresolved',
  'leavesCapture',
  'looped',
  'undecided',
];
