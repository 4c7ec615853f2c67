import type { SocketProcess } from '@vethscope/model';

/** `users:(("sshd",pid=1234,fd=3),("sshd",pid=1300,fd=3))`; before iproute2 4.0 `("sshd",1234,3)`. */
export function processesOf(text: string): readonly SocketProcess[] {
  const found = new Map<string, SocketProcess>();
  for (const [, name = '', pid = ''] of text.matchAll(
    /\("(.*?)",(?:pid=)?(\d{1,10}),(?:fd=)?\d+\)/g,
  )) {
    found.set(`${pid} ${name}`, { name, pid: Number(pid) });
  }
  return [...found.values()];
}
