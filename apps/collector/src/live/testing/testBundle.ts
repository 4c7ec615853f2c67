import type { Bundle } from '../manifest.ts';

type Outputs = Readonly<Record<string, string>>;

/**
 * A bundle of worker1 by hand: for each namespace its commands and what they printed. Those that
 * are only there are `leftOut`.
 */
export function testBundle(
  started: string,
  namespaces: Readonly<Record<string, Outputs>>,
  leftOut: readonly string[] = [],
): Bundle {
  const folderOf = (netns: string) => (netns === 'host' ? 'host' : `netns/${netns}`);
  const outputs = Object.entries(namespaces).flatMap(([netns, printed]) =>
    Object.entries(printed).map(([command, text]) => ({
      netns,
      command,
      file: `${folderOf(netns)}/${command.replaceAll(' ', '_')}`,
      text,
    })),
  );
  return {
    manifest: {
      format: 'vethscope-bundle',
      version: '1.0',
      tool: 'vethscope-capture 0.1.0',
      node: 'worker1',
      started,
      finished: started.replace('00Z', '01Z'),
      namespaces: [...Object.keys(namespaces), ...leftOut].map((name) => ({
        name,
        folder: folderOf(name),
        inode: inodeOf(name),
        names: [name],
        state: leftOut.includes(name) ? 'left out' : 'captured',
      })),
      commands: outputs.map(({ command, netns, file }) => ({
        command,
        netns,
        file,
        exit: 0,
        at: 0.1,
        seconds: 0.01,
      })),
    },
    files: outputs
      .map(({ file, text }) => ({ path: file, text }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The same for the same name: blue is the blue of before. */
function inodeOf(name: string): number {
  return [...name].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7);
}
