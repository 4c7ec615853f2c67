import { tooNew } from '../bundle/manifest.ts';
import { archiveKind } from './archiveKind.ts';
import { CaptureCollector } from './captureCollector.ts';
import type { CaptureFiles } from './captureFiles.ts';
import { baseName, captureName } from './captureName.ts';
import { inflate } from './inflate.ts';
import { type ArchiveLimits, DEFAULT_ARCHIVE_LIMITS, Refused, UnpackBudget } from './limits.ts';
import type { Member } from './members.ts';
import { memberText } from './memberText.ts';
import { tarMembers } from './tarMembers.ts';
import { zipMembers } from './zipMembers.ts';

export type UnpackResult =
  | { readonly ok: true; readonly capture: CaptureFiles }
  /** One line: what is wrong with which file, and what to do. */
  | { readonly ok: false; readonly reason: string };

const READABLE = 'vethscope reads .tar.gz, .tar.xz, .tar, .zip, .gz and text';

/**
 * A capture from one file's bytes: an archive of outputs, or a single text. What it is, is decided
 * by the bytes. Never throws and never unpacks more than `limits` allow; of a damaged archive every
 * whole file is kept, and a diagnostic says where it ended.
 */
export async function unpackCapture(
  fileName: string,
  bytes: Uint8Array,
  limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS,
): Promise<UnpackResult> {
  const file = baseName(fileName) || fileName;
  const collector = new CaptureCollector(captureName(fileName));
  try {
    if (bytes.length === 0) return refusal(file, 'it is empty: nothing was captured');
    await unpackFile({ name: file, bytes }, collector, new UnpackBudget(limits));
    return finished(file, collector);
  } catch (error) {
    if (error instanceof Refused) return refusal(file, error.message);
    return refusal(file, `it could not be unpacked (${String(error)}): pack it again as .tar.gz`);
  }
}

/** A capture from files that somebody else walked through: a folder on disk, a dropped folder. */
export function captureFromEntries(
  name: string,
  entries: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS,
): UnpackResult {
  const collector = new CaptureCollector(captureName(name));
  const budget = new UnpackBudget(limits);
  try {
    for (const { path, bytes } of entries) {
      budget.takeFile();
      budget.takeBytes(bytes.length);
      const { kind, inWords } = archiveKind(bytes);
      if (kind === 'text') collector.addFile(path, bytes);
      else collector.report(path, 'warning', `left out, since it is ${inWords}: unpack it first`);
    }
    return finished(name, collector);
  } catch (error) {
    if (error instanceof Refused) return refusal(name, error.message);
    throw error;
  }
}

function finished(name: string, collector: CaptureCollector): UnpackResult {
  const capture = collector.finish();
  const newer = capture.files.map(tooNew).find((reason) => reason !== undefined);
  if (newer !== undefined) return refusal(name, newer);
  if (capture.files.some(({ text }) => text.trim() !== '')) return { ok: true, capture };
  const [first, ...others] = capture.diagnostics;
  const more = others.length === 0 ? '' : ` (and ${others.length} more remarks)`;
  return refusal(
    name,
    first
      ? `it holds no text to read: ${first.file === name ? '' : `${first.file}: `}${first.message}${more}`
      : 'it holds nothing but blank lines or empty files: nothing was captured',
  );
}

function refusal(name: string, reason: string): UnpackResult {
  return { ok: false, reason: `${name}: ${reason}` };
}

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function unpackFile(
  { name, bytes }: NamedBytes,
  collector: CaptureCollector,
  budget: UnpackBudget,
): Promise<void> {
  const { kind, inWords } = archiveKind(bytes);
  switch (kind) {
    case 'tar':
      budget.takeBytes(bytes.length);
      return addMembers(name, tarMembers(bytes, budget), collector, budget);
    case 'zip':
      return addMembers(name, zipMembers(bytes, budget), collector, budget);
    case 'gzip':
    case 'xz': {
      const inner = await inflate(bytes, kind, budget);
      if (inner.isCut) collector.report(name, 'warning', cutMessage(inner.bytes.length));
      if (inner.bytes.length === 0)
        throw new Refused(`it is ${inWords} with nothing readable in it`);
      const innerName = withoutEnding(name);
      if (archiveKind(inner.bytes).kind === 'tar') {
        const members = tarMembers(inner.bytes, budget);
        return addMembers(name, inner.isCut ? reportedCut(members) : members, collector, budget);
      }
      return addSingle({ name: innerName, bytes: inner.bytes }, collector);
    }
    case 'other-archive':
      throw new Refused(`it is ${inWords}, and ${READABLE}: pack it as .tar.gz`);
    case 'text':
      budget.takeBytes(bytes.length);
      return addSingle({ name, bytes }, collector);
  }
}

function addSingle({ name, bytes }: NamedBytes, collector: CaptureCollector): void {
  const { kind, inWords } = archiveKind(bytes);
  if (kind !== 'text') throw new Refused(`it holds ${inWords} inside: unpack that first`);
  if (memberText(bytes).kind === 'binary')
    throw new Refused(`it is neither text nor an archive: ${READABLE}`);
  collector.addFile(name, bytes);
}

async function addMembers(
  archive: string,
  members: AsyncGenerator<Member>,
  collector: CaptureCollector,
  budget: UnpackBudget,
): Promise<void> {
  for await (const member of members) {
    switch (member.kind) {
      case 'file':
        await addMember(member, collector, budget);
        break;
      case 'link':
        collector.addLink(member.name);
        break;
      case 'unreadable':
        collector.report(member.name, 'warning', `left out of the capture: ${member.reason}`);
        break;
      case 'cut':
        collector.report(
          archive,
          'warning',
          `the archive is cut short or damaged${member.name === undefined ? '' : ` inside ${member.name}`}: every whole file before that was read`,
        );
        break;
    }
  }
}

/** A file, or one gzipped file inside the archive; what is packed deeper is not unpacked. */
async function addMember(
  { name, bytes }: NamedBytes,
  collector: CaptureCollector,
  budget: UnpackBudget,
): Promise<void> {
  const { kind, inWords } = archiveKind(bytes);
  if (kind === 'text') {
    collector.addFile(name, bytes);
    return;
  }
  const inner = kind === 'gzip' || kind === 'xz' ? await inflate(bytes, kind, budget) : undefined;
  if (inner === undefined || archiveKind(inner.bytes).kind !== 'text') {
    collector.report(
      name,
      'warning',
      `left out, since it is ${inner ? archiveKind(inner.bytes).inWords : inWords} inside an archive: unpack it first`,
    );
    return;
  }
  if (inner.isCut) collector.report(name, 'warning', cutMessage(inner.bytes.length));
  collector.addFile(withoutEnding(name), inner.bytes);
}

function cutMessage(length: number): string {
  return `the compressed data is cut short or damaged: the first ${length} bytes were read`;
}

/** The compressed stream around the tar was cut, and has been reported: not the tar once more. */
async function* reportedCut(members: AsyncGenerator<Member>): AsyncGenerator<Member> {
  for await (const member of members) if (member.kind !== 'cut') yield member;
}

/** `ip_addr.txt.gz` → `ip_addr.txt`. */
function withoutEnding(name: string): string {
  return name.replace(/\.(gz|xz)$/i, '');
}
