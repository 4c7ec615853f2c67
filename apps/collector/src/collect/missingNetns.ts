import type { CapturedNetns } from '@vethscope/model';
import type { Manifest } from '@vethscope/parsers';

/**
 * Why a bundle lacks a namespace that was asked for, in one line: the first of `asked` it was not
 * captured for. `undefined` where it has them all.
 */
export function missingNetns({ record }: Manifest, asked: readonly string[]): string | undefined {
  for (const name of asked) {
    const called = record.namespaces.filter((netns) => isCalled(netns, name));
    if (called.some(({ failure }) => failure === undefined)) continue;
    const [found] = called;
    if (found === undefined) return `--netns ${name}: no namespace has that name`;
    // The script goes by one name of each.
    if (found.name !== name) return `--netns ${name}: it goes by ${found.name} here: ask for that`;
    return `--netns ${name}: not captured: ${found.failure}`;
  }
  return undefined;
}

function isCalled(netns: CapturedNetns, name: string): boolean {
  return netns.name === name || netns.names.includes(name);
}
