/** Files of a bundle whose manifest has these lines: its `commands` begin in line 10. */
export function bundle(
  started: string,
  commands: readonly string[],
  more: {
    readonly namespaces?: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Readonly<Record<string, string>> {
  return {
    'manifest.json': `{
 "format": "vethscope-bundle",
 "version": "1.0",
 "tool": "vethscope-capture 0.1.0",
 "started": "${started}",
 "namespaces": [
${['  { "name": "host", "folder": "host", "state": "captured" }', ...(more.namespaces ?? [])].join(',\n')}
 ],
 "commands": [
${commands.join(',\n')}
 ]
}
`,
    ...more.files,
  };
}
