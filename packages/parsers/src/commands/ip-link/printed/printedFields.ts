import { fieldsOfJson } from './fieldsOfJson.ts';
import { fieldsOfText } from './fieldsOfText.ts';

/** One thing that `ip link` printed of a link, as it printed it. */
export interface PrintedField {
  readonly part: PrintedPart;
  /** `qdisc`, `stp_state`, `rx bytes`: the output's own word; of JSON its key, `xdp.prog.id`. */
  readonly name: string;
  /** Empty for a word that stands for itself: `nolearning`. */
  readonly value: string;
  /** Of the file, from 1. */
  readonly line: number;
}

/**
 * `kind`: what only this kind of link has; `port`: what the link is to its master. Both begin with
 * the field `kind`, their name. `function`: an SR-IOV function.
 */
export type PrintedPart = 'link' | 'kind' | 'port' | 'statistics' | 'function';

/** The lines of a file on which a link stands, both ends included, and which link it is. */
export interface PrintedAt {
  readonly line: number;
  readonly endLine: number;
  readonly name: string;
}

/**
 * Everything that `ip -d -s link` printed of one link, in its order, known to the model or not.
 * `text` is the whole file. Addresses are left out: they are no fields, and the model keeps them
 * whole. Nothing where the link does not stand on these lines.
 */
export function printedFields(text: string, at: PrintedAt): readonly PrintedField[] {
  const lines = text.split(/\r?\n/).slice(at.line - 1, at.endLine);
  return /^\s*\d{1,10}: /.test(lines[0] ?? '')
    ? fieldsOfText(lines, at)
    : fieldsOfJson(lines.join('\n'), at);
}
