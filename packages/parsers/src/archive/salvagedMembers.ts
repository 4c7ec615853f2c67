import { readAll, streamOf } from './byteStream.ts';
import type { UnpackBudget } from './limits.ts';
import type { Member } from './members.ts';

/**
 * The directory of a zip stands at its end, so a zip that was cut has none. Each file has a header
 * of its own before its data as well (APPNOTE 4.3.7): reads on from header to header, as long as
 * the headers say how long the data is.
 */
export async function* salvagedMembers(
  bytes: Uint8Array,
  budget: UnpackBudget,
): AsyncGenerator<Member> {
  for (let at = 0; ; ) {
    const header = localHeader(bytes, at);
    if (header === undefined || header.dataEnd > bytes.length) {
      yield { kind: 'cut', ...(header && { name: header.name }) };
      return;
    }
    at = header.dataEnd;
    if (header.name.endsWith('/')) continue;
    budget.takeFile();
    yield await unpacked(header, bytes.subarray(header.dataStart, header.dataEnd), budget);
  }
}

interface LocalHeader {
  readonly name: string;
  readonly method: number;
  readonly dataStart: number;
  readonly dataEnd: number;
}

const LOCAL_HEADER = 0x04034b50;
const HEADER_LENGTH = 30;
/** The sizes follow the data: where it ends cannot be told from here. */
const SIZES_FOLLOW = 0x0008;
const STORED = 0;
const DEFLATED = 8;

function localHeader(bytes: Uint8Array, at: number): LocalHeader | undefined {
  if (at + HEADER_LENGTH > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_LENGTH);
  if (view.getUint32(0, true) !== LOCAL_HEADER) return undefined;
  if ((view.getUint16(6, true) & SIZES_FOLLOW) !== 0) return undefined;
  const nameEnd = at + HEADER_LENGTH + view.getUint16(26, true);
  const dataStart = nameEnd + view.getUint16(28, true);
  return {
    name: new TextDecoder().decode(bytes.subarray(at + HEADER_LENGTH, nameEnd)),
    method: view.getUint16(8, true),
    dataStart,
    dataEnd: dataStart + view.getUint32(18, true),
  };
}

async function unpacked(
  { name, method }: LocalHeader,
  data: Uint8Array,
  budget: UnpackBudget,
): Promise<Member> {
  const take = (count: number): void => budget.takeBytes(count);
  if (method !== STORED && method !== DEFLATED) {
    return { kind: 'unreadable', name, reason: 'it is packed by an unknown method' };
  }
  const stream = streamOf(data);
  const { bytes, isCut } = await readAll(
    method === STORED ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw')),
    take,
  );
  return isCut
    ? { kind: 'unreadable', name, reason: 'its data is damaged' }
    : { kind: 'file', name, bytes };
}
