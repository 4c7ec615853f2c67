import type { CaptureFile, CaptureFiles } from '@vethscope/parsers';

/** When the bundles are said to be captured: the same bytes whenever they are made. */
export const STARTED = new Date('2026-11-24T18:18:04Z');

/**
 * A generated capture in the project's own format, docs/bundle.md: the same outputs, and a manifest that
 * tells of each how it came about. `hostNames` are the names that pin the host's own namespace.
 */
export function asBundle(
  { name, files }: CaptureFiles,
  hostNames: readonly string[] = [],
): CaptureFiles {
  const top = `vethscope-${name}-20261124T181804Z`;
  const outputs = files.map(outputOf);
  return {
    name: top,
    files: [
      ...outputs.map(({ file, text }) => ({ path: `${top}/${file}`, text })),
      { path: `${top}/manifest.json`, text: manifest(name, outputs, hostNames) },
    ],
    diagnostics: [],
  };
}

interface Output {
  readonly netns: string;
  readonly command: string;
  /** Its place in the bundle. */
  readonly file: string;
  readonly text: string;
}

/** `netns/blue/ip_addr_show.txt` */
function outputOf({ path, text }: CaptureFile): Output {
  const [, netns, base = ''] = /^(?:netns\/([^/]+)\/)?(.*)\.txt$/.exec(path) ?? [];
  const folder = netns === undefined ? hostFolder(base) : folderOf(netns);
  const command = base.replaceAll('_', ' ');
  return { netns: netns ?? HOST, command, file: `${folder}/${base}`, text };
}

const HOST = 'host';
const FIRST_INODE = 4026531840;

const hostFolder = (base: string): string => (base.startsWith('kubectl') ? 'cluster' : HOST);
const folderOf = (netns: string): string => (netns === HOST ? HOST : `netns/${netns}`);

/** An object for each namespace and each command, on a line of its own, as the capture script writes it. */
function manifest(node: string, outputs: readonly Output[], hostNames: readonly string[]): string {
  const namespaces = [...new Set([HOST, ...outputs.map(({ netns }) => netns)])];
  const fields = {
    format: 'vethscope-bundle',
    version: '1.0',
    tool: 'vethscope-capture 0.1.0',
    node,
    started: STARTED.toISOString().replace('.000', ''),
    finished: STARTED.toISOString().replace('.000', ''),
    user: 'root',
    kernel: '6.1.0-21-amd64',
    os: 'Debian GNU/Linux 12 (bookworm)',
  };
  const lines = [
    ...Object.entries(fields).map(([key, value]) => ` "${key}": ${JSON.stringify(value)},`),
    ' "namespaces": [',
    objectLines(
      namespaces.map((name, i) => {
        const names = name === HOST ? hostNames : [name];
        return {
          name,
          folder: folderOf(name),
          inode: FIRST_INODE + i,
          names,
          paths: names.map((one) => `/run/netns/${one}`),
          processes: 2,
          process: name === HOST ? 'systemd' : 'pause',
          state: 'captured',
        };
      }),
    ),
    ' ],',
    ' "commands": [',
    objectLines(
      outputs.map(({ command, netns, file }) => {
        return { command, netns, file, exit: 0, at: 0, seconds: 0.01 };
      }),
    ),
    ' ]',
  ];
  return `{\n${lines.join('\n')}\n}\n`;
}

function objectLines(objects: readonly object[]): string {
  return objects.map((object) => `  ${JSON.stringify(object)}`).join(',\n');
}
