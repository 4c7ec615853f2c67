import { pathCommand, type ReadFile } from '@vethscope/parsers';
import { sysctlKey } from '../outputs/redactSysctl.ts';
import type { Rewriting } from '../rewriting.ts';
import { isVocabulary } from '../words/vocabulary.ts';

/** The paths of one capture, each under its new name; no two files get the same. */
export class PathNames {
  readonly #rewriting: Rewriting;
  readonly #taken = new Set<string>();

  constructor(rewriting: Rewriting) {
    this.#rewriting = rewriting;
  }

  /**
   * Keeps what a path says: folders that name a node or a namespace, and the command that the file's
   * name spells. A file that was known by its content alone is named after its command.
   */
  of(file: ReadFile): string {
    const { path } = file.captured;
    const renamed = redactPath(path, placesOf(file), this.#rewriting);
    const isUntold =
      file.kind === 'outputs' &&
      file.form === 'file' &&
      pathCommand(renamed, new Set()).command === undefined;
    return this.#unique(isUntold ? `${withoutEnding(renamed)}/${commandOf(file, this)}` : renamed);
  }

  /** `ip -d link show` → `ip_-d_link_show`. */
  spelled(argv: readonly string[]): string {
    return redactArgv(argv, this.#rewriting).join('_').replaceAll('/', '.');
  }

  #unique(path: string): string {
    let unique = path;
    for (let n = 2; this.#taken.has(unique); n++) unique = path.replace(/([^/]*)$/, `${n}/$1`);
    this.#taken.add(unique);
    return unique;
  }
}

function commandOf(file: ReadFile & { kind: 'outputs' }, paths: PathNames): string {
  const [output] = file.outputs;
  return output ? paths.spelled(output.argv) : 'nothing';
}

function withoutEnding(path: string): string {
  return path.replace(/\.\w{1,6}$/, '');
}

/** A command line with its names replaced. Words that begin with a dash are options. */
export function redactArgv(argv: readonly string[], rewriting: Rewriting): readonly string[] {
  return argv.map((word, i) => {
    // ip netns exec 4711, ip -n 4711
    const isNetns = /^(exec|-n|-netns|--net=.*)$/.test(argv[i - 1] ?? '');
    if (isNetns && /^\d+$/.test(word)) return rewriting.name(word);
    if (word.includes('/proc/sys/') || /^net\.ipv[46]\.(conf|neigh)\./.test(word)) {
      return sysctlKey(word, rewriting);
    }
    if (SHORT_OPTIONS.test(word)) return word;
    return rewriting.rewriter.word(word.replace(/\s+/g, '-'));
  });
}

/** `-lntup`: letters behind one dash are options, several at once. */
const SHORT_OPTIONS = /^-[A-Za-z46]{1,6}$/;

/** The namespaces and the node that the outputs of a file were taken in: its path may name them. */
function placesOf(file: ReadFile): readonly string[] {
  if (file.kind !== 'outputs') return [];
  const places = file.outputs.flatMap(({ found }) => [found.netns, found.node ?? '']);
  return [...new Set(places)].filter((name) => name !== '').sort((a, b) => b.length - a.length);
}

/** `netns/blue/ip_-d_addr_show.txt`, `vethscope-worker1-20261124T181804Z/host/ip_rule_show`. */
export function redactPath(path: string, places: readonly string[], rewriting: Rewriting): string {
  return path
    .split('/')
    .map((segment) => redactSegment(segment, places, rewriting))
    .join('/');
}

function redactSegment(segment: string, places: readonly string[], rewriting: Rewriting): string {
  const { renaming } = rewriting;
  const known = renaming.known(segment);
  if (known !== undefined) return fileName(known);
  if (isVocabulary(segment)) return segment;
  const [, host, stamp] = BUNDLE_FOLDER.exec(segment) ?? [];
  if (host !== undefined) return `vethscope-${fileName(renaming.name('node', host))}-${stamp}`;
  for (const place of places) {
    const at = placeOf(place, segment);
    if (at < 0) continue;
    const before = redactSegment(segment.slice(0, at), [], rewriting);
    const after = redactSegment(segment.slice(at + place.length), [], rewriting);
    return (
      before + fileName(renaming.known(place) ?? renaming.numberAsName(place) ?? place) + after
    );
  }
  return segment
    .split(/([_ ]|(?:\.(?:txt|json|log|out|md|stdout|stderr|conf|yaml|yml))+$)/)
    .map((part, i) => (i % 2 === 1 || part === '' ? part : redactPart(part, rewriting)))
    .join('');
}

/** The one top folder of a bundle: docs/bundle.md. */
export const BUNDLE_FOLDER = /^vethscope-(.+)-(\d{8}T\d{6}Z)$/;

function redactPart(part: string, { rewriter, renaming }: Rewriting): string {
  if (SHORT_OPTIONS.test(part)) return part;
  const whole = rewriter.word(part);
  if (!whole.startsWith('word-') && !whole.startsWith('-word-')) return fileName(whole);
  // ip-d-link, ip--d--s-l, iptables-nft-save
  const pieces = part.split(/(-)/).map((piece) => (piece === '' ? '' : rewriter.word(piece)));
  const isSpelled = pieces.every((piece) => !piece.startsWith('word-'));
  return isSpelled ? pieces.join('') : renaming.names.token('file', part);
}

/** No separator of folders comes out of a name. */
function fileName(name: string): string {
  return name.replaceAll('/', '.');
}

/** Where a name stands as a word of its own. -1: nowhere. */
function placeOf(name: string, segment: string): number {
  const isEdge = (i: number): boolean => /^[_ .-]?$/.test(segment.charAt(i));
  for (let at = segment.indexOf(name); at >= 0; at = segment.indexOf(name, at + 1)) {
    if ((at === 0 || isEdge(at - 1)) && isEdge(at + name.length)) return at;
  }
  return -1;
}
