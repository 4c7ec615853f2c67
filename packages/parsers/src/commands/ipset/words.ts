import type { Counters, IpsetMember } from '@vethscope/model';

type Options = Readonly<Record<string, string>>;

/** Words of a header, a `create` or an `add` line. A comment stands in double quotes, without any inside. */
export function ipsetWords(text: string): readonly string[] {
  return text.match(/"[^"]*"|\S+/g) ?? [];
}

/** `family inet hashsize 1024 counters comment`: words and their values, flags with an empty one. */
export function optionsOf(words: readonly string[]): Options {
  const options: [string, string][] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    // `hashsize: 1024`, of ipset 4
    const name = word.replace(/:$/, '');
    const value = FLAGS.has(name) ? undefined : words[++i];
    options.push([name, value ?? '']);
  }
  return Object.fromEntries(options);
}

/** `10.0.0.1,tcp:80 timeout 599 packets 0 bytes 0 comment "web"`, without its evidence. */
export function memberOfWords(words: readonly string[]): Omit<IpsetMember, 'evidence'> | undefined {
  const [elements, ...rest] = words;
  if (elements === undefined) return undefined;
  const isNomatch = rest.includes('nomatch');
  const { timeout, packets, bytes, comment, ...others } = memberOptions(
    rest.filter((word) => word !== 'nomatch'),
  );
  const counters = countersOf(packets, bytes);
  return {
    elements: elements.split(','),
    nomatch: isNomatch,
    ...(timeout !== undefined && /^\d{1,10}$/.test(timeout) && { timeout: Number(timeout) }),
    ...(counters && { counters }),
    ...(comment !== undefined && { comment: comment.replace(/^"(.*)"$/, '$1') }),
    ...(Object.keys(others).length > 0 && { options: others }),
  };
}

/** Like a header's options, but `comment` has a value here. */
function memberOptions(words: readonly string[]): Options {
  const options: [string, string][] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    options.push([word, word === 'wildcard' ? '' : (words[++i] ?? '')]);
  }
  return Object.fromEntries(options);
}

function countersOf(packets: string | undefined, bytes: string | undefined): Counters | undefined {
  if (packets === undefined || bytes === undefined) return undefined;
  const isNumber = /^\d{1,16}$/;
  if (!isNumber.test(packets) || !isNumber.test(bytes)) return undefined;
  return { packets: Number(packets), bytes: Number(bytes), rounded: false };
}

const FLAGS: ReadonlySet<string> = new Set([
  'counters',
  'comment',
  'skbinfo',
  'forceadd',
  'wildcard',
]);
