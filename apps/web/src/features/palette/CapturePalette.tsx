import { useSearchIndex } from '../search/useSearchIndex.ts';
import { Palette } from './Palette.tsx';

/** The palette over an open capture. */
export function CapturePalette(props: { readonly onClose: () => void }) {
  return <Palette onClose={props.onClose} index={useSearchIndex()} />;
}
