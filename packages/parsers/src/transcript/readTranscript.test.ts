import { describe, expect, test } from 'vitest';
import { readTranscript } from './readTranscript.ts';

const isKnown = (commandLine: string): boolean =>
  /^(ip|iptables|kubectl|bridge) /.test(commandLine);

/** `7 ip route → 9-10`: the command's line, and those of its output; all 1-based. */
function read(text: string): readonly string[] | undefined {
  const transcript = readTranscript(text, isKnown);
  return transcript?.commands.map(({ text: typed, line, output, hereDocument }) => {
    const body = hereDocument ?? output;
    const lines = body?.map(({ number }) => number + 1);
    const shown =
      lines === undefined
        ? ''
        : lines.length === 0
          ? ' → nothing'
          : ` → ${lines[0]}-${lines.at(-1)}`;
    return `${line + 1} ${typed}${shown}`;
  });
}

describe('a Markdown page', () => {
  test('a block of output belongs to the last command above it, prose between or not', () => {
    const page = '# T\n\n```sh\ncd /tmp\nip a\n```\n\nProse.\n\n```\n1: lo:\n```\n';
    expect(read(page)).toEqual(['4 cd /tmp', '5 ip a → 11-11']);
  });
  test('a heading ends the wait for an output', () => {
    const page = '```sh\nip a\n```\n## Files\n```\nsomething\n```\n';
    expect(read(page)).toEqual(['2 ip a']);
    expect(readTranscript(page, isKnown)?.unclaimed).toHaveLength(1);
  });
  test('notes, manifests and programs between are none of the output', () => {
    const page =
      '```sh\nip a\n```\n```{note}\nwhere?\n```\n```python\nx = 1\n```\n```text\n1: lo:\n```\n';
    expect(read(page)).toEqual(['2 ip a → 11-11']);
  });
  test('prompts and outputs in one block, several commands', () => {
    const page = '```console\n$ ip a\n1: lo:\n2: eth0:\n$ ip r\ndefault via x\n```\n';
    expect(read(page)).toEqual(['2 ip a → 3-4', '5 ip r → 6-6']);
  });
  test('prompts without outputs, the output in a block of its own', () => {
    const page = '```sh\n$ cd x\n$ ip a\n```\n```\n1: lo:\n```\n';
    expect(read(page)).toEqual(['2 cd x', '3 ip a → 6-6']);
  });
  test('a command and its output in one block without prompt', () => {
    expect(read('```\nip a\n1: lo:\nip r\ndefault via x\n```\n')).toEqual([
      '2 ip a → 3-3',
      '4 ip r → 5-5',
    ]);
    expect(read('```bash\nip r\n10.0.0.0/8 via x\n```\n')).toEqual(['2 ip r → 3-3']);
  });
  test('such a block after another is not taken for that one’s output', () => {
    expect(read('```\nip a\n1: lo:\n```\n\n```\nip r\ndefault via x\n```\n')).toEqual([
      '2 ip a → 3-3',
      '7 ip r → 8-8',
    ]);
  });
  test('blocks of commands need no language', () => {
    expect(read('```\nip a\n```\n```\n1: lo:\n```\n```\nip r\n```\n```\ndefault\n```\n')).toEqual([
      '2 ip a → 5-5',
      '8 ip r → 11-11',
    ]);
  });
  test('tildes, longer fences, fences in lists and quotes', () => {
    expect(read('~~~sh\nip a\n~~~\n~~~\n```\n1: lo:\n~~~\n')).toEqual(['2 ip a → 5-6']);
    expect(read('````sh\nip a\n````\n````\n```\n````\n')).toEqual(['2 ip a → 5-5']);
    const list = '- one\n\n  ```sh\n  ip a\n  ```\n\n  ```\n  1: lo:\n      inet x\n  ```\n';
    expect(read(list)).toEqual(['4 ip a → 8-9']);
    const output = readTranscript(list, isKnown)?.commands[0]?.output;
    expect(output?.map(({ text }) => text)).toEqual(['1: lo:', '    inet x']);
    expect(read('> ```sh\n> ip a\n> ```\n> ```\n> 1: lo:\n> ```\n')).toEqual(['2 ip a → 5-5']);
  });
  test('a fence that is never closed reaches to the end', () => {
    expect(read('```sh\nip a\n```\n```\n1: lo:\n2: eth0:\n')).toEqual(['2 ip a → 5-6']);
  });
  test('a heading or an inline command names an output without command', () => {
    expect(read('# ip -d -s l\n\n```\n1: lo:\n```\n')).toEqual(['4 ip -d -s l → 4-4']);
    const folded = '<details><summary>ip route</summary>\n\n```\ndefault\n```\n</details>\n';
    expect(read(folded)).toEqual(['4 ip route → 4-4']);
    expect(read('This is `ip route`:\n\n```\ndefault\n```\n')).toEqual(['4 ip route → 4-4']);
  });
  test('comments among commands are the writer’s', () => {
    expect(read('```sh\n# first the links\nip l\n# ip r\n```\n')).toEqual(['4 ip r']);
    expect(read('```sh\n# first the links\nip l\n# and the routes, too\nip r\n```\n')).toEqual([
      '3 ip l',
      '5 ip r',
    ]);
  });
  test('a here-document belongs to its command', () => {
    const page = '```sh\ncat > /etc/x.conf <<EOF\n[keyfile]\na=b\nEOF\nip a\n```\n';
    expect(read(page)).toEqual(['2 cat > /etc/x.conf <<EOF → 3-4', '6 ip a']);
  });
  test('a line continued with a backslash is one command', () => {
    expect(read('```sh\nip -d \\\n  link show\n```\n```\n1: lo:\n```\n')).toEqual([
      '2 ip -d link show → 6-6',
    ]);
  });
});

describe('a pasted terminal', () => {
  test('every prompt ends the output before it; the last one may be empty', () => {
    const paste = '[root@n ~]# ip a\n1: lo:\n\n[root@n ~]# foo --bar\nx\n[root@n ~]# \n';
    expect(read(paste)).toEqual(['1 ip a → 2-3', '4 foo --bar → 5-5']);
  });
  test('a command that printed nothing has an empty output, not an unknown one', () => {
    expect(read('$ ip rule\n$ ip route\ndefault\n$\n')).toEqual([
      '1 ip rule → nothing',
      '2 ip route → 3-3',
    ]);
  });
  test('comments inside an output are output', () => {
    const paste =
      '# iptables-save\n# Generated by iptables-save v1.8.9\n*nat\nCOMMIT\n# Completed on x\n# ip a\n1: lo:\n';
    expect(read(paste)).toEqual(['1 iptables-save → 2-5', '6 ip a → 7-7']);
  });
  test('what stands before the first prompt is kept apart', () => {
    const transcript = readTranscript('Last login: today\n\n$ ip a\n1: lo:\n', isKnown);
    expect(transcript?.unclaimed).toMatchObject([
      { kind: 'before-prompt', lines: [{ number: 0 }, { number: 1 }] },
    ]);
  });
  test('a continued line and a here-document behind secondary prompts', () => {
    expect(read('$ ip -d \\\n> link\n1: lo:\n')).toEqual(['1 ip -d link → 3-3']);
    const paste = '# cat > /etc/x.conf <<EOF\n> [keyfile]\n> a=b\n> EOF\n# ip a\n1: lo:\n';
    expect(read(paste)).toEqual(['1 cat > /etc/x.conf <<EOF → 2-3', '5 ip a → 6-6']);
  });
});

test.each([
  ['an output', '1: lo: <LOOPBACK>\n    link/loopback\n'],
  ['a save', '# Generated by iptables-save\n*nat\nCOMMIT\n'],
  ['prose', 'Dear all,\n\nthe cluster is down. $ 5 for a fix.\n'],
  ['a lone fence', 'x\n```\ny\n'],
])('%s is no transcript', (_, text) => expect(read(text)).toBeUndefined());

describe('once a paste shows its bare prompt, other commands are known by it', () => {
  test('any command behind $', () => {
    expect(read('$ foo bar\nx\n$ ip a\n1: lo:\n')).toEqual(['1 foo bar → 2-2', '3 ip a → 4-4']);
  });
  test('behind # only with an option: comments in outputs begin so, too', () => {
    const paste =
      '# ip a\n1: lo:\n# foo --bar\nx\n# iptables-save\n# Generated by iptables-save\n# foo bar\n';
    expect(read(paste)).toEqual(['1 ip a → 2-2', '3 foo --bar → 4-4', '5 iptables-save → 6-7']);
  });
});
