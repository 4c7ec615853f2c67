import type { CriContainer, CriImage, CriSandbox, FactKind } from '@vethscope/model';
import type { Facts } from '../facts.ts';

/** One line of a crictl listing. */
export type RuntimeRecord =
  | { readonly fact: 'containers'; readonly value: CriContainer }
  | { readonly fact: 'sandboxes'; readonly value: CriSandbox }
  | { readonly fact: 'images'; readonly value: CriImage };

export function factsOf(records: readonly RuntimeRecord[], captured: readonly FactKind[]): Facts {
  const containers = records.flatMap((r) => (r.fact === 'containers' ? [r.value] : []));
  const sandboxes = records.flatMap((r) => (r.fact === 'sandboxes' ? [r.value] : []));
  const images = records.flatMap((r) => (r.fact === 'images' ? [r.value] : []));
  return {
    ...(containers.length > 0 && { containers }),
    ...(sandboxes.length > 0 && { sandboxes }),
    ...(images.length > 0 && { images }),
    captured,
  };
}
