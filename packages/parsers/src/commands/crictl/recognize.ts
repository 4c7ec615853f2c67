import { listOfHeaders } from './tables.ts';

/** The command line that explains a text nobody labelled; of `ps`, whether with -a nobody knows. */
export function recognizeCrictl(text: string): readonly string[] | undefined {
  const [first] = text.trimStart().split('\n', 1);
  const headers = (first ?? '').trim().split(/ {2,}|\t/);
  switch (listOfHeaders(headers)) {
    case 'containers':
      return ['crictl', 'ps'];
    case 'sandboxes':
      return ['crictl', 'pods'];
    case 'images':
      return ['crictl', 'images'];
    case undefined:
      return undefined;
  }
}
