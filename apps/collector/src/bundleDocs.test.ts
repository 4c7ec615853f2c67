import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unpackCapture } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';

/** The format of the bundle has three hands: its description, the script and the reader. */
const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const sorted = (items: Iterable<string>) => [...new Set(items)].sort();

describe('docs/bundle.md', () => {
  const SCRIPT = 'apps/collector/capture/vethscope-capture.sh';
  const documented = {
    manifest: fieldTable('manifest'),
    namespaces: fieldTable('namespace'),
    commands: fieldTable('command'),
  };
  const allNames = sorted(Object.values(documented).flatMap((fields) => [...fields.keys()]));

  test('has every field that the script writes, and no other', () => {
    const written = [...read(SCRIPT).matchAll(/\\?"([A-Za-z]+)\\?": /g)].map(
      ([, name = '']) => name,
    );
    expect(allNames).toEqual(sorted(written));
  });

  test('has every field that the reader of a manifest asks for', () => {
    const reader = ['manifest.ts', 'manifestEntries.ts']
      .map((file) => read(`packages/parsers/src/bundle/${file}`))
      .join('\n');
    const asked = [
      ...reader.matchAll(/(?:textAt|numberAt|fieldAt|textsIn)\(\w+, '(\w+)'\)/g),
      ...reader.matchAll(/entriesOf\(text, file, '(\w+)'/g),
    ].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(20);
    expect(allNames).toEqual(expect.arrayContaining(sorted(asked)));
  });

  test.skipIf(process.platform !== 'linux')(
    'gives each field of a real manifest its type (needs Linux)',
    async () => {
      const bundle = spawnSync('sh', [SCRIPT, '--without-cluster', '--netns', 'host'], {
        cwd: fileURLToPath(root),
      }).stdout;
      const unpacked = await unpackCapture('node.tar.gz', bundle);
      if (!unpacked.ok) throw new Error(unpacked.reason);
      const text = unpacked.capture.files.find(({ path }) => path.endsWith('/manifest.json'))?.text;
      const manifest: unknown = JSON.parse(text ?? '');
      expect(typesOf(manifest)).toEqual(documentedTypes(manifest, documented.manifest));
      for (const list of ['namespaces', 'commands'] as const) {
        const entries = itemsAt(manifest, list);
        expect(entries.length).toBeGreaterThan(0);
        for (const entry of entries) {
          expect(typesOf(entry)).toEqual(documentedTypes(entry, documented[list]));
        }
      }
    },
  );
});

/** Name and type of the fields in the table with that heading. */
function fieldTable(of: string): ReadonlyMap<string, string> {
  const [, table = ''] = read('docs/bundle.md').split(
    `| field of ${of === 'manifest' ? 'the' : 'a'} ${of} |`,
  );
  const rows = table.slice(0, table.indexOf('\n\n')).matchAll(/^\| `(\w+)` \| ([a-z ]+) \|/gm);
  return new Map([...rows].map(([, name = '', type = '']) => [name, type]));
}

/** Of the fields that an object has, what the table says; a field it lacks is `undocumented`. */
function documentedTypes(
  value: unknown,
  fields: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const names = Object.keys(typesOf(value));
  return Object.fromEntries(names.map((name) => [name, fields.get(name) ?? 'undocumented']));
}

function typesOf(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, field]) => [name, typeOf(field)]));
}

/** Of an empty list, of names or paths, nobody can tell it is none of texts. */
function typeOf(value: unknown): string {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (value === true) return 'true';
  if (!Array.isArray(value)) return typeof value;
  return value.every((item) => typeof item === 'string') ? 'list of texts' : 'list of objects';
}

function itemsAt(value: unknown, name: 'namespaces' | 'commands'): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !(name in value)) return [];
  const items: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return Array.isArray(items) ? items : [];
}
