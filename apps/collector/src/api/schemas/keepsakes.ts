import { z } from 'zod';
import { LONGEST_VIEW } from '../../export/viewOfLink.ts';
import { nameSchema } from './captures.ts';
import { named } from './named.ts';

const view = z
  .string()
  .max(LONGEST_VIEW)
  .describe("Fields of the dashboard's links: `selected=…&tab=routes`.");

/** What the dashboard keeps of a capture in the browser, to go into an exported page. */
export const keepsakesSchema = named(
  'Keepsakes',
  z
    .object({
      view: view.optional().describe('What the page opens with.'),
      notes: z
        .record(z.string().max(1_000), z.string().max(4_000))
        .optional()
        .describe('Notes, by the id of the element that they are on.'),
      savedViews: z
        .array(z.object({ name: nameSchema, view }).readonly())
        .max(200)
        .readonly()
        .optional(),
    })
    .readonly(),
);
