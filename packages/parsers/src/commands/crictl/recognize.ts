import { listOfHeaders } from './tables.ts';

/** The command line that explains a text nobody labelled; of `ps`, whether with -a nobody knows. */
export function recognizeCrictl(text: string): readonly string[] | undefined {
  if (/^\s*\{/.test(text)) return recognizeJson(text);
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

/** By the first key and one that only the CRI API has. */
function recognizeJson(text: string): readonly string[] | undefined {
  const [, key] = /^\s*\{\s*"(\w+)"\s*:\s*\[/.exec(text) ?? [];
  if (key === 'containers' && text.includes('"podSandboxId"'))
    return ['crictl', 'ps', '-o', 'json'];
  if (key === 'items' && text.includes('"SANDBOX_')) return ['crictl', 'pods', '-o', 'json'];
  if (key === 'images' && text.includes('"repoTags"')) return ['crictl', 'images', '-o', 'json'];
  return undefined;
}
