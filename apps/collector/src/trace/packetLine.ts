import { DISPOSITIONS, type Disposition, type TraceRequest } from '@vethscope/trace';
import { z } from 'zod';

/** One line of `--packets`: a question, and what its answer should be. */
export interface PacketLine {
  readonly request: TraceRequest;
  /** Absent: any answer will do. */
  readonly expect?: Disposition;
}

export type ReadPacketLine =
  | { readonly kind: 'packet'; readonly packet: PacketLine }
  /** One line: which field, what is wrong. */
  | { readonly kind: 'problem'; readonly message: string };

const PORT = 'a port is a number from 1 to 65535';
const port = z.int(PORT).min(1, PORT).max(65535, PORT).optional();

/** Strict: a misspelt `expect` would expect nothing. */
const lineSchema = z.strictObject({
  from: z.string().min(1),
  to: z.string().min(1),
  proto: z.enum(['tcp', 'udp', 'icmp']).default('tcp'),
  dport: port,
  sport: port,
  expect: z.enum(DISPOSITIONS).optional(),
});

/** `{ "from": "default/a", "to": "default/b", "proto": "tcp", "dport": 80, "expect": "delivered" }` */
export function readPacketLine(text: string): ReadPacketLine {
  const json = parsedJson(text);
  if (json.kind === 'problem') return json;
  const result = lineSchema.safeParse(json.value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.join('.') ?? '';
    const message = `${field === '' ? '' : `${field}: `}${issue?.message ?? 'not valid'}`;
    return { kind: 'problem', message };
  }
  const { expect, dport, sport, ...rest } = result.data;
  const request = {
    ...rest,
    ...(dport !== undefined && { dport }),
    ...(sport !== undefined && { sport }),
  };
  return { kind: 'packet', packet: { request, ...(expect !== undefined && { expect }) } };
}

function parsedJson(
  text: string,
): { readonly kind: 'json'; readonly value: unknown } | { kind: 'problem'; message: string } {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return {
      kind: 'problem',
      message: 'not JSON: each line is one object, { "from": …, "to": … }',
    };
  }
}
