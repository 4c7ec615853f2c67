import { useMutation } from '@tanstack/react-query';
import { topologyDot, topologyMermaid } from '@vethscope/model';
import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import type { Keepsakes, Notes, SavedView, ServerSource } from '../../api/captureSource.ts';
import { useCaptureSource } from '../../api/SourceContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copyText.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { saveFile } from '../../ui/saveFile.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, type ViewState } from '../../view/viewState.ts';
import { useNotes } from '../notes/useNotes.ts';
import { type DrawnPicture, drawnPicture } from '../topology/drawnPicture.ts';
import { readPalette } from '../topology/palette.ts';
import { pictureSvg } from './pictureSvg.ts';
import { rasterize } from './rasterize.ts';
import { SavedViews } from './SavedViews.tsx';
import { useSavedViews } from './useSavedViews.ts';
import { fieldsOf } from './viewFields.ts';
import { viewTopology } from './viewTopology.ts';

/** What there is to hand on, a row each, and the views that were saved. */
export function ShareRows(props: { readonly name: string }) {
  const source = useCaptureSource();
  const [said, setSaid] = useState('');
  return (
    <>
      <ul>
        <LinkRow onSaid={setSaid} />
        <PictureRows name={props.name} onSaid={setSaid} />
        {source.mode === 'server' && <PageRow source={source} name={props.name} onSaid={setSaid} />}
      </ul>
      <p role="status" className="mt-1 min-h-4 text-ink-2 text-xs [overflow-wrap:anywhere]">
        {said}
      </p>
      <SavedViews />
    </>
  );
}

/** What happened, to be said to whoever looks and to screen readers. */
type OnSaid = (text: string) => void;

function LinkRow(props: { readonly onSaid: OnSaid }) {
  const source = useCaptureSource();
  const about =
    source.mode === 'server'
      ? 'Opens this view for whoever reaches this server'
      : 'Opens this view for whoever has this file in the same place';
  return (
    <Row
      name="Link"
      about={about}
      copy={() => window.location.href}
      onSaid={props.onSaid}
      said="The link is copied."
    />
  );
}

function PictureRows(props: { readonly name: string; readonly onSaid: OnSaid }) {
  const { name, onSaid } = props;
  if (!drawnPicture()) {
    return (
      <li className="py-1.5 text-ink-3 text-sm">
        Close the matrix or the table to share the picture.
      </li>
    );
  }
  const save = (ending: string, type: string, content: Blob | string) =>
    saveFile(content, `${name}.${ending}`, type);
  const texts = [
    {
      title: 'JSON',
      about: 'Elements and connections with their evidence, as vethscope graph prints them',
      ending: 'json',
      type: 'application/json',
      text: (picture: DrawnPicture) => `${JSON.stringify(viewTopology(picture), undefined, 2)}\n`,
    },
    {
      title: 'Graphviz',
      about: 'A .dot file',
      ending: 'dot',
      type: 'text/vnd.graphviz',
      text: (picture: DrawnPicture) => topologyDot(viewTopology(picture)),
    },
    {
      title: 'Mermaid',
      about: 'For a README, an issue or a wiki that draws flowcharts from text',
      ending: 'mmd',
      type: 'text/plain',
      text: (picture: DrawnPicture) => topologyMermaid(viewTopology(picture)),
    },
  ];
  return (
    <>
      <Row
        name="SVG"
        about="The picture as vectors, with its fonts"
        save={async () => save('svg', 'image/svg+xml', await svgOf(name))}
        said={`${name}.svg is saved.`}
        onSaid={onSaid}
      />
      <Row
        name="PNG"
        about="The picture in pixels, twice the size"
        save={async () => save('png', 'image/png', await rasterize(await svgOf(name)))}
        said={`${name}.png is saved.`}
        onSaid={onSaid}
      />
      {texts.map(({ title, about, ending, type, text }) => (
        <Row
          key={title}
          name={title}
          about={about}
          copy={() => withPicture(text)}
          save={() => save(ending, type, withPicture(text))}
          said={`${name}.${ending} is saved.`}
          onSaid={onSaid}
        />
      ))}
    </>
  );
}

async function svgOf(name: string): Promise<string> {
  // Fonts are large and seldom wanted: only now.
  const { FONT_FACES } = await import('./fontFaces.ts');
  const palette = readPalette(document.documentElement);
  return withPicture((picture) => pictureSvg(picture, palette, name, FONT_FACES));
}

function withPicture(make: (picture: DrawnPicture) => string): string {
  const picture = drawnPicture();
  if (!picture) throw new Error('The picture is not on screen any more.');
  return make(picture);
}

function PageRow(props: {
  readonly source: ServerSource;
  readonly name: string;
  readonly onSaid: OnSaid;
}) {
  const { source, name, onSaid } = props;
  const { id } = useCapture();
  const { view } = useViewState();
  const { notes } = useNotes();
  const { views } = useSavedViews();
  const page = useMutation({
    mutationFn: () => source.exportPage(id, keepsakesOf(view, notes, views)),
    onSuccess: (blob) => {
      saveFile(blob, `${name}.html`);
      onSaid(`${name}.html is saved, ${formatBytes(blob.size)}.`);
    },
    onError: (error) => onSaid(error.message),
  });
  const carried = Object.keys(notes).length;
  const what = carried === 0 ? 'this view' : `this view and ${plural(carried, 'note')}`;
  return (
    <li className="flex items-center gap-2 border-line border-t py-1.5">
      <Words
        name="One HTML page"
        about={`The dashboard with the whole capture, ${what}: opens without a server`}
      />
      <Button disabled={page.isPending} onClick={() => page.mutate()} aria-label="Save the page">
        <Download size={14} aria-hidden="true" />
        {page.isPending ? 'Making it…' : 'Save'}
      </Button>
    </li>
  );
}

/** What there is: without any of it, the page is the same as `vethscope export` makes. */
function keepsakesOf(view: ViewState, notes: Notes, savedViews: readonly SavedView[]): Keepsakes {
  const fields = fieldsOf(view);
  return {
    ...(fields !== '' && { view: fields }),
    ...(Object.keys(notes).length > 0 && { notes }),
    ...(savedViews.length > 0 && { savedViews }),
  };
}

function Row(props: {
  readonly name: string;
  readonly about: string;
  readonly copy?: () => string;
  readonly save?: () => void | Promise<void>;
  readonly said: string;
  readonly onSaid: OnSaid;
}) {
  const { name, copy, save, onSaid } = props;
  const attempt = async (act: () => void | Promise<void>, said: string) => {
    try {
      await act();
      onSaid(said);
    } catch (error) {
      onSaid(error instanceof Error ? error.message : `${error}`);
    }
  };
  return (
    <li className="flex items-center gap-2 border-line border-t py-1.5 first:border-t-0">
      <Words name={name} about={props.about} />
      {copy && (
        <Button
          aria-label={`Copy ${name}`}
          onClick={() => attempt(() => copyText(copy()), save ? `${name} is copied.` : props.said)}
        >
          <Copy size={14} aria-hidden="true" />
          Copy
        </Button>
      )}
      {save && (
        <Button aria-label={`Save as ${name}`} onClick={() => attempt(save, props.said)}>
          <Download size={14} aria-hidden="true" />
          Save
        </Button>
      )}
    </li>
  );
}

function Words(props: { readonly name: string; readonly about: string }) {
  return (
    <div className="min-w-0 flex-1">
      <p className="font-medium text-sm leading-5">{props.name}</p>
      <p className="text-ink-3 text-xs leading-4">{props.about}</p>
    </div>
  );
}
