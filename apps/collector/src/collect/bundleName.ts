import type { Manifest } from '@vethscope/parsers';

/** `vethscope-worker1-20261124T181804Z`: no matter what the node calls itself, a plain file's name. */
export function bundleName({ node = 'node', record }: Manifest): string {
  const plain = node.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 100);
  return `vethscope-${plain}-${record.startedAt.replace(/[^0-9TZ]/g, '').slice(0, 16)}`;
}
