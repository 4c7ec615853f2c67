import { readFileSync } from 'node:fs';
import { RECORD_KINDS } from '@vethscope/model';
import { DISPOSITIONS } from '@vethscope/trace';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../packages/parsers/src/commands/registry.ts';
import { endpoints } from './api/endpoints/endpoints.ts';
import { run } from './cli/run.ts';
import { testIo } from './testing/testIo.ts';

/** What users read must name what is there, and nothing that is not. */
const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const docs = {
  architecture: read('docs/architecture.md'),
  bundle: read('docs/bundle.md'),
  cli: read('docs/cli.md'),
  collect: read('docs/collect.md'),
  dispositions: read('docs/dispositions.md'),
  findings: read('docs/findings.md'),
  json: read('docs/json.md'),
  live: read('docs/live.md'),
  supportMatrix: read('docs/support-matrix.md'),
  trace: read('docs/trace.md'),
};

/** What stands between backticks, in a line or in a block. */
function codeOf(markdown: string): string {
  const [blocks, prose] = [/^```.*\n([\s\S]*?)^```/gm, markdown.replace(/^```[\s\S]*?^```/gm, '')];
  return [...markdown.matchAll(blocks), ...prose.matchAll(/`([^`]+)`/g)]
    .map(([, code = '']) => code)
    .join('\n');
}

async function helpOf(...command: readonly string[]): Promise<string> {
  const { io, stdout } = testIo();
  expect(await run([...command, '--help'], io)).toBe(0);
  return stdout();
}

const longOptionsOf = (text: string) =>
  [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option);

const names = [...(await helpOf()).matchAll(/^ {2}([a-z]+) (?:\[options\]|\[COMMAND\])/gm)].map(
  ([, name = '']) => name,
);
const helps = await Promise.all(
  names.map(async (name) => ({
    name,
    help: name === 'help' ? await helpOf() : await helpOf(name),
  })),
);
const sorted = (items: Iterable<string>) => [...new Set(items)].sort();

describe('docs/cli.md', () => {
  test.each(helps)('has the command $name and all its options', ({ name, help }) => {
    const code = codeOf(docs.cli);
    expect(code).toMatch(new RegExp(`^vethscope ${name} `, 'm'));
    for (const option of longOptionsOf(help)) expect(longOptionsOf(code)).toContain(option);
  });

  test('names no command and no option that is not there', () => {
    const code = codeOf(docs.cli);
    const used = [...code.matchAll(/^(?:.*\| |\$ )?vethscope ([a-z]+)\b/gm)].map(
      ([, name = '']) => name,
    );
    expect(names).toEqual(expect.arrayContaining(sorted(used)));
    const ofOthers = ['--data-binary', '--comment'];
    const known = [...helps.flatMap(({ help }) => longOptionsOf(help)), ...ofOthers];
    expect(known).toEqual(expect.arrayContaining(sorted(longOptionsOf(code))));
  });

  test('gives every default that the help gives', () => {
    const defaults = helps.flatMap(({ help }) =>
      // From an option to its own default, not to the next one's.
      [...help.matchAll(/(--[a-z-]+) (?:(?!\n +-)[^()])*?\([^()]*?default:\s+"?([^")]+)"?\)/g)].map(
        ([, option = '', value = '']) => [option, value] as const,
      ),
    );
    expect(defaults.length).toBeGreaterThan(5);
    const rows = docs.cli.split('\n').filter((line) => line.startsWith('| `-'));
    for (const [option, value] of defaults) {
      // The folder of whoever runs it is described, not given.
      if (option === '--data') continue;
      const isGiven = rows.some((row) => {
        const [, named = '', shown = ''] = row.split('|');
        return named.includes(option) && shown.replaceAll('`', '').trim() === value;
      });
      expect(isGiven, `${option} ${value}`).toBe(true);
    }
  });

  test('lists the whole API, and nothing else', () => {
    const listed = [...docs.cli.matchAll(/^\| `([A-Z]+) (\/[^`?]*)/gm)].map(
      ([, method = '', path = '']) => `${method} ${path}`,
    );
    const served = endpoints.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(sorted(listed)).toEqual(sorted([...served, 'GET /api/v1/openapi.json']));
  });
});

describe('docs/support-matrix.md', () => {
  test.each(commands.map(({ name }) => name))('has a heading for %s', (name) => {
    const headings = docs.supportMatrix.split('\n').filter((line) => line.startsWith('### '));
    expect(headings.some((heading) => heading.includes(`\`${name}\``))).toBe(true);
  });

  test.each(['matches', 'targets'] as const)('has all %s of the model', (what) => {
    const type = what === 'matches' ? 'Match' : 'Target';
    const kinds = kindsOfUnion('packages/model/src/snapshot/iptables.ts', type);
    const rows = docs.supportMatrix.split('\n').filter((line) => line.startsWith(`| ${what} `));
    for (const kind of kinds) {
      if (kind === 'unknown') continue;
      const word = kind === 'none' ? 'no target' : kind;
      expect(rows.join('\n')).toMatch(new RegExp(`\\b${word}\\b`, 'i'));
    }
  });

  test('has every link kind of the model', () => {
    const kinds = kindsOfUnion('packages/model/src/snapshot/link.ts', 'LinkDetails');
    const rows = docs.supportMatrix.slice(docs.supportMatrix.indexOf('| link kind'));
    for (const kind of kinds) {
      const word = kind === 'other' ? 'any other' : kind;
      expect(rows).toMatch(new RegExp(`^\\|[^|]*\\b${word}\\b`, 'm'));
    }
  });
});

describe('docs/json.md', () => {
  test('has every kind of edge', () => {
    const kinds = literalsOf('packages/model/src/graph/topology.ts', 'EdgeKind');
    expect(kinds.length).toBeGreaterThan(10);
    for (const kind of kinds) expect(docs.json).toMatch(new RegExp(`^\\|.*\`${kind}\`.*→`, 'm'));
  });

  test('has every type of an interface', () => {
    const kinds = kindsOfUnion('packages/model/src/snapshot/link.ts', 'LinkDetails');
    for (const kind of kinds) expect(docs.json).toContain(`\`${kind}\``);
  });

  test('has every kind of record that a diff tells of', () => {
    const diff = docs.json.slice(docs.json.indexOf('## Diff'));
    for (const kind of RECORD_KINDS) expect(diff).toMatch(new RegExp(`^\\|[^|]*\`${kind}\``, 'm'));
  });

  test('has every kind of step of a trace', () => {
    const kinds = kindsOfFile('packages/trace/src/step.ts');
    expect(kinds.length).toBeGreaterThan(15);
    const trace = docs.json.slice(docs.json.indexOf('## Trace'));
    for (const kind of kinds) expect(trace).toMatch(new RegExp(`^\\|[^|]*\`${kind}\``, 'm'));
  });
});

test('docs/dispositions.md has exactly the dispositions that there are', () => {
  const rows = [...docs.dispositions.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);
  expect(rows).toEqual(DISPOSITIONS);
});

test('docs/architecture.md has every way to find a pod', () => {
  const kinds = literalsOf('packages/model/src/graph/topology.ts', 'PodMatch');
  expect(kinds.length).toBeGreaterThan(3);
  const rows = [...docs.architecture.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind = '']) => kind);
  expect(rows.filter((row) => kinds.includes(row)).sort()).toEqual(sorted(kinds));
});

test.each(Object.entries(docs))('every link of %s leads somewhere', (_, text) => {
  for (const [, path = '', anchor] of text.matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g)) {
    const target = path === '' ? text : readFileSync(new URL(path, new URL('docs/', root)), 'utf8');
    const anchors = [...target.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    if (anchor !== undefined) expect(anchors, path).toContain(anchor);
  }
});

/** The quoted words of `export type NAME = …;`: types leave nothing behind to be asked at run time. */
function literalsOf(path: string, name: string): readonly string[] {
  return [...unionOf(path, name).matchAll(/'([^']+)'/g)].map(([, literal = '']) => literal);
}

/** The values of `kind` of all interfaces in a file. */
function kindsOfFile(path: string): readonly string[] {
  return sorted([...read(path).matchAll(/readonly kind: '(\w+)'/g)].map(([, kind = '']) => kind));
}

/** The values of `kind` in a union of objects. */
function kindsOfUnion(path: string, name: string): readonly string[] {
  const kinds = [...unionOf(path, name).matchAll(/readonly kind: ([^;}]+)/g)].flatMap(
    ([, literals = '']) => [...literals.matchAll(/'([^']+)'/g)].map(([, kind = '']) => kind),
  );
  expect(kinds.length).toBeGreaterThan(10);
  return sorted(kinds);
}

function unionOf(path: string, name: string): string {
  const text = read(path);
  const start = text.indexOf(`export type ${name} =`);
  expect(start).toBeGreaterThanOrEqual(0);
  // Up to the next declaration.
  const end = text.slice(start + 1).search(/^(export |interface |type |const |function )/m);
  const union = end < 0 ? text.slice(start) : text.slice(start, start + 1 + end);
  return union.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
