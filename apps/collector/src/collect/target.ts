/** Where a capture is made. */
export type Target =
  | { readonly kind: 'local' }
  /** As `ssh` takes it: `root@node1`, `node1`, `ssh://root@node1:2222`, a host of ssh's own configuration. */
  | { readonly kind: 'ssh'; readonly destination: string };

export function targetName(target: Target): string {
  return target.kind === 'ssh' ? target.destination : 'this node';
}

/**
 * Why `ssh` is not to be given that destination; `undefined` for a fine one. No shell of this
 * machine sees it, but a `ProxyCommand` of the user's configuration may put it into one, so what
 * OpenSSH itself refuses since 9.6 (valid_hostname, valid_ruser in ssh.c) is refused with any.
 */
export function destinationProblem(destination: string): string | undefined {
  if (destination === '') return 'it is empty: give USER@HOST';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(destination)) return 'it holds a blank: give USER@HOST';
  if (/['"`$;&<>|(){}]/.test(destination)) return 'no host has such a name: give USER@HOST';
  const host = destination.slice(destination.lastIndexOf('@') + 1);
  // `-oProxyCommand=…` would be an option.
  if (destination.startsWith('-') || host.startsWith('-')) return 'a host cannot begin with -';
  return undefined;
}
