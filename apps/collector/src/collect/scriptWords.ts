export interface ScriptOptions {
  /** Only these namespaces; all where it is empty. `host` is the node's own. */
  readonly netns: readonly string[];
  readonly cluster: 'with' | 'without';
}

/** The capture script's arguments, a word each. */
export function scriptWords({ netns, cluster }: ScriptOptions): readonly string[] {
  return [
    ...netns.flatMap((name) => ['--netns', name]),
    ...(cluster === 'without' ? ['--without-cluster'] : []),
  ];
}

/** Why no namespace can have that name; `undefined` for a fine one: `blue`, `net:[4026532300]`. */
export function netnsNameProblem(name: string): string | undefined {
  if (name === '') return 'It is empty.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\u0000-\u001f\u007f/]/.test(name)) return 'No namespace has such a name.';
  return undefined;
}
