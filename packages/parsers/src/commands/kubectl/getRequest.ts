import {
  isKnownResource,
  KINDS_OF_ALL,
  kindOfSpelling,
  type ResourceKind,
} from './resourceKinds.ts';

/** What a `kubectl get` asked for. */
export interface GetRequest {
  /** Kinds that are read; `all` spelled out. Empty where the command line is not known. */
  readonly kinds: readonly ResourceKind[];
  /** Resources that are known and kept as they are: `bgppeers.crd.projectcalico.org`. */
  readonly keptAsTheyAre: readonly string[];
  /** `part`: named objects, or a selector. */
  readonly extent: 'whole' | 'part';
  /** Absent: all namespaces, or not known. */
  readonly namespace?: string;
  readonly allNamespaces: 'yes' | 'no' | 'unknown';
  /** As given to `-o`, without what follows `=`: `json`, `wide`, `jsonpath`; `''` for a plain table. */
  readonly format: string;
  /** What follows the `=`: `NAME:.metadata.name,IP:.status.podIP`; `''` where nothing does. */
  readonly template: string;
  readonly headers: 'printed' | 'hidden';
}

/**
 * Reads a `kubectl get` command line, or `undefined` where it is another. The namespace is
 * `default` unless given: a context may name another one, which the command line does not show.
 * An argv without resource (`['kubectl', 'get']`) stands for "some listing, nobody knows which".
 */
export function getRequestOf(argv: readonly string[]): GetRequest | undefined {
  const args = argumentsOfKubectl(argv);
  if (args === undefined) return undefined;
  const { words, flags } = readFlags(args);
  const [verb, resources, ...names] = words;
  if (verb !== 'get') return undefined;
  const { kinds, extent } = kindsOf(resources, names);
  const [format, template = ''] = splitOnce(flags.get('o') ?? flags.get('output') ?? '', '=');
  const isNarrowed = NARROWING_FLAGS.some((flag) => flags.has(flag));
  const namespace = flags.get('n') ?? flags.get('namespace');
  const all = flags.get('A') ?? flags.get('all-namespaces');
  const isAll = all !== undefined && all !== 'false';
  const isKnown = resources !== undefined;
  return {
    kinds,
    keptAsTheyAre: (resources ?? '').split(',').filter(isKnownResource),
    extent: isNarrowed ? 'part' : extent,
    ...(isKnown && !isAll && { namespace: namespace ?? 'default' }),
    allNamespaces: isAll ? 'yes' : isKnown ? 'no' : 'unknown',
    format,
    template,
    headers: hidesHeaders(flags.get('no-headers')) ? 'hidden' : 'printed',
  };
}

/** The arguments behind `kubectl`, `k`, `oc`, `k3s kubectl`, `microk8s kubectl`. */
export function argumentsOfKubectl(argv: readonly string[]): readonly string[] | undefined {
  const [program, subprogram] = argv;
  if (program === 'kubectl' || program === 'k' || program === 'oc') return argv.slice(1);
  if ((program === 'k3s' || program === 'microk8s') && subprogram === 'kubectl') {
    return argv.slice(2);
  }
  return undefined;
}

const NARROWING_FLAGS = ['l', 'selector', 'field-selector', 'f', 'filename', 'k', 'kustomize'];

function hidesHeaders(value: string | undefined): boolean {
  return value !== undefined && value !== 'false';
}

/** `pods,svc`, `all`, `pod/x service/y`, `pods x y`. */
function kindsOf(
  resources: string | undefined,
  names: readonly string[],
): Pick<GetRequest, 'kinds' | 'extent'> {
  if (resources === undefined) return { kinds: [], extent: 'part' };
  if (resources.includes('/')) {
    return { kinds: kindsListed([resources, ...names].map(typeBeforeSlash)), extent: 'part' };
  }
  return {
    kinds: kindsListed(resources.split(',')),
    extent: names.length === 0 ? 'whole' : 'part',
  };
}

function typeBeforeSlash(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf('/')));
}

function kindsListed(resources: readonly string[]): readonly ResourceKind[] {
  const kinds = resources.flatMap((resource) => {
    if (resource.toLowerCase() === 'all') return KINDS_OF_ALL;
    return kindOfSpelling(resource) ?? [];
  });
  return [...new Set(kinds)];
}

const SHORT_WITH_VALUE = 'nolfkLsvc';
const LONG_WITH_VALUE = new Set([
  'namespace',
  'output',
  'selector',
  'field-selector',
  'filename',
  'kustomize',
  'label-columns',
  'sort-by',
  'template',
  'context',
  'cluster',
  'user',
  'kubeconfig',
  'server',
  'token',
  'as',
  'as-group',
  'as-uid',
  'request-timeout',
  'subresource',
]);

export interface Flags {
  /** What is no flag and no flag's value, in order. */
  readonly words: readonly string[];
  /** By name without dashes; `''` for a flag without value. */
  readonly flags: ReadonlyMap<string, string>;
}

/** Flags as pflag takes them: `-n ns`, `-nns`, `-n=ns`, `-Aowide`, `--namespace=ns`, anywhere. */
export function readFlags(args: readonly string[]): Flags {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      words.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
    } else if (arg.startsWith('--')) {
      const [name, value] = splitOnce(arg.slice(2), '=');
      const takesNext = value === undefined && LONG_WITH_VALUE.has(name);
      flags.set(name, value ?? (takesNext ? (args[++i] ?? '') : ''));
    } else {
      const { letters, name, value } = readShortFlags(arg.slice(1));
      for (const letter of letters) flags.set(letter, '');
      if (name !== undefined) flags.set(name, value ?? args[++i] ?? '');
    }
  }
  return { words, flags };
}

/** `Aowide`: letters without value, then perhaps one with the rest as its value. */
function readShortFlags(text: string): {
  readonly letters: readonly string[];
  readonly name?: string;
  readonly value?: string;
} {
  const letters: string[] = [];
  for (const [i, letter] of [...text].entries()) {
    if (SHORT_WITH_VALUE.includes(letter)) {
      const rest = text.slice(i + 1).replace(/^=/, '');
      return { letters, name: letter, ...(rest !== '' && { value: rest }) };
    }
    letters.push(letter);
  }
  return { letters };
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
