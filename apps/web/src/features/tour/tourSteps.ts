/** Where a step of the tour points to, and what it says. */
export interface TourStep {
  readonly selector: string;
  readonly title: string;
  readonly text: string;
}

/** What is not on the page at the time is passed over. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    selector: '#picture',
    title: 'The picture',
    text: 'Pods at the top, the node’s interfaces and bridges below them, networks outside at the bottom. Choose anything to read about it. Shift and the arrow keys walk from one to the next, v shows the same as a table.',
  },
  {
    selector: '#picture fieldset',
    title: 'What the signs mean',
    text: 'Colour and sign say what a thing is. A dashed line is inferred: the outputs suggest it and do not prove it. Press an entry to hide what it stands for.',
  },
  {
    selector: '#details',
    title: 'The details',
    text: 'Everything about what is chosen, or about the whole capture. The small numbers are lines of the captured output: they open the text that proves the fact beside them.',
  },
  {
    selector: '#details [role="tab"]:last-of-type',
    title: 'Where a packet goes',
    text: 'Give it a pod and a service, and the trace tells each route, rule and translation on the way, and where it ends. The key t opens it.',
  },
  {
    selector: 'header [aria-label^="Findings:"]',
    title: 'What is wrong',
    text: 'What the rules found in this capture, the worst first, each with its lines and a remedy. The key w opens the list.',
  },
  {
    selector: 'header search',
    title: 'Find anything',
    text: 'Press / and type part of a name, an address, a MAC address or a chain. Ctrl K (on a Mac ⌘ K) goes to things and does things, and ? lists all keys.',
  },
];
