import { looksTyped } from './programs.ts';

/** A line with a prompt, cut into what the shell printed and what was typed. */
export interface PromptLine {
  /** Typed; `''` where nothing was. */
  readonly command: string;
  /** The machine's name as far as the prompt shows it. */
  readonly host?: string;
}

/** Prompts that nothing else looks like; group 1 is the host where there is one. */
const RICH_PROMPTS: readonly RegExp[] = [
  // [root@host ~]# ip a
  /^\[[\w.-]+@(?<host>[\w.-]+)[^\][]*\] ?[#$%>](?: (?<command>.*)|(?<bare>\S.*))?$/,
  // root@host:~# ip a    user@host:~/x$ ip a    (venv) user@host:/etc$ ip a    tux@host:~> ip a
  /^(?:\([^()]*\) ?)?[\w.-]+@(?<host>[\w.-]+):[~/][^\s#$%>]* ?[#$%>](?: (?<command>.*)|(?<bare>[\w/].*))?$/,
  // host:~ # ip a
  /^(?<host>[\w.-]+):[~/]\S* [#$%>](?: (?<command>.*))?$/,
  // bash-5.1# ip a    sh-4.4$ ip a
  /^(?:ba|da|a|k|z)?sh-\d[\d.]*[a-z]?[#$](?: (?<command>.*)|(?<bare>\S.*))?$/,
  // root@host ~ # ip a    user@host dir % ip a
  /^[\w.-]+@(?<host>[\w.-]+) \S+ [#$%](?: (?<command>.*))?$/,
  // ➜  ~ ip a    ➜  dir git:(main) ✗ ip a
  /^➜ +\S+(?: git:\([^()]*\)(?: ✗)?)?(?: (?<command>.*))?$/,
];

/** `# ip a`, `$ ip a`, `/ # ip a`, `node1# ip a`, `+ ip a` of `sh -x`: only before a program's name. */
const BARE_PROMPT = /^(?:[~/]\S* |[\w.-]+)?(?<sign>[#$%❯]|\++)(?: (?<command>.*))?$/;

/** The signs of bare prompts that a text is known to use: before them less proof will do. */
export type KnownSigns = ReadonlySet<string>;

const NO_SIGNS: KnownSigns = new Set();

/** What a line shows if it begins with a prompt. Tabs and blanks in front do not matter. */
export function promptLine(line: string, known: KnownSigns = NO_SIGNS): PromptLine | undefined {
  const text = line.trim();
  if (text.length > 10_000) return undefined;
  for (const pattern of RICH_PROMPTS) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const { host, command, bare } = groups;
    const typed = (command ?? bare ?? '').trim();
    if (!/^([A-Za-z_./~({[!]|$)/.test(typed)) continue;
    return { command: typed, ...(host !== undefined && { host }) };
  }
  const { sign = '', command } = BARE_PROMPT.exec(text)?.groups ?? {};
  const typed = command?.trim();
  if (typed === undefined) return undefined;
  const isTyped =
    looksTyped(typed, sign === '$' ? '$' : '#') || (known.has(sign) && mayBeTyped(typed, sign));
  return isTyped ? { command: typed } : undefined;
}

/** The signs of the bare prompts that stand before a program's name. */
export function bareSigns(lines: readonly { readonly text: string }[]): KnownSigns {
  const signs = lines.flatMap(({ text }) => {
    const { sign, command } = BARE_PROMPT.exec(text.trim().slice(0, 10_000))?.groups ?? {};
    const isPrompt = sign !== undefined && command !== undefined && promptLine(text) !== undefined;
    return isPrompt ? [sign] : [];
  });
  return new Set(signs);
}

/** Any program, except that after `#` it takes an option to be no comment: `# foo --bar`. */
function mayBeTyped(typed: string, sign: string): boolean {
  return sign === '#' ? /^[a-z][\w.+-]* -{1,2}[A-Za-z]/.test(typed) : /^[\w./~]/.test(typed);
}

/** `#` or `$` alone: where a paste ends, once bare prompts were seen in it. */
export function isEmptyBarePrompt(line: string): boolean {
  return /^\s*[#$%❯]\s*$/.test(line);
}
