import { z } from 'zod';
import { named } from './named.ts';

export const lineNumber = z.int().min(1);

const place = {
  file: z.string().describe('Path inside the capture, with / between folders.'),
  line: lineNumber.describe('First line, counted from 1.'),
  endLine: lineNumber.describe('Last line, included.'),
};

export const evidenceSchema = named('Evidence', z.object(place).readonly());

export const evidenceListSchema = z.array(evidenceSchema).readonly();

/** The same fields inside a record that is one place itself. */
export const placeFields = place;

export const diagnosticSchema = named(
  'Diagnostic',
  z
    .object({ ...place, severity: z.enum(['error', 'warning', 'info']), message: z.string() })
    .readonly(),
);

export const evidenceLinesSchema = named(
  'EvidenceLines',
  z
    .object({
      file: z.string(),
      line: lineNumber,
      endLine: lineNumber,
      totalLines: z.int().min(0).describe('Lines that the file has.'),
      lines: z.array(z.object({ number: lineNumber, text: z.string() }).readonly()).readonly(),
    })
    .readonly(),
);
