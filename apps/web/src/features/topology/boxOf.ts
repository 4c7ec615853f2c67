import type { CaptureIndex } from '../../view/captureIndex.ts';
import type { PictureIndex } from './pictureIndex.ts';

/**
 * What stands for a place. The host's end of a veth has no box of its own where namespaces are drawn
 * small: there the pod's stands for both ends.
 */
export function boxOf(
  picture: PictureIndex,
  index: CaptureIndex,
  place: string,
): string | undefined {
  const [own] = picture.own(place);
  if (own !== undefined) return own;
  const pair = index.edgesOf(place).find(({ kind }) => kind === 'veth');
  const peer = pair && (pair.source === place ? pair.target : pair.source);
  const [tile] = peer === undefined ? [] : picture.idsOf(peer);
  const isTile = tile !== undefined && picture.box(tile)?.role === 'tile';
  return isTile ? tile : picture.idsOf(place)[0];
}
