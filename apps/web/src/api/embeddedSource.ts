import * as z from 'zod/mini';
import { CaptureError, type EmbeddedSource } from './captureSource.ts';
import { hashText } from './hashText.ts';
import { notesSchema, savedViewsSchema } from './keepsakesSchema.ts';

/** Id of the `<script type="application/json">` that an exported page carries. */
const EMBEDDED_CAPTURE_ID = 'vethscope-capture';

/** The capture in an exported page is the only one there, under this id. */
const EMBEDDED_ID = 'export';

const embeddedSchema = z.object({
  formatVersion: z.literal(1),
  name: z.string(),
  encoding: z.literal('gzip+base64'),
  data: z.string(),
  view: z.optional(z.string()),
  notes: z.optional(notesSchema),
  savedViews: z.optional(savedViewsSchema),
});

/** Text of the embedded capture; `undefined` in a page that a server delivers. */
export function embeddedCapture(page: Pick<Document, 'getElementById'>): string | undefined {
  return page.getElementById(EMBEDDED_CAPTURE_ID)?.textContent ?? undefined;
}

export function embeddedSource(text: string): EmbeddedSource {
  const embedded = readEmbedded(text);
  const { view, notes, savedViews } = embedded ?? {};
  return {
    mode: 'embedded',
    digest: hashText(embedded?.data ?? ''),
    keepsakes: { view, notes, savedViews },
    list: async () => [
      {
        id: EMBEDDED_ID,
        name: embedded?.name ?? 'exported capture',
        readOnly: true,
        hasOriginal: false,
      },
    ],
    origin: (id) => {
      if (id !== EMBEDDED_ID) {
        throw new CaptureError('This exported page holds one capture, and not that one.', 404);
      }
      if (!embedded) throw new CaptureError('The capture in this page cannot be read.');
      return { kind: 'packed', data: embedded.data };
    },
  };
}

function readEmbedded(text: string): z.infer<typeof embeddedSchema> | undefined {
  try {
    return embeddedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
