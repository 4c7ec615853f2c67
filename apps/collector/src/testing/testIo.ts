import { Readable, Writable } from 'node:stream';
import type { Assets, Io } from '../cli/io.ts';

export interface TestIo {
  readonly io: Io;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly stop: () => void;
}

export interface TestIoOptions {
  readonly stdin?: string | Uint8Array;
  readonly assets?: Assets;
}

/** A command's surroundings, kept in memory. */
export function testIo({ stdin = '', assets }: TestIoOptions = {}): TestIo {
  const out = collector();
  const err = collector();
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  return {
    stdout: out.text,
    stderr: err.text,
    stop: () => stop(),
    io: {
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout: out.stream,
      stderr: err.stream,
      env: {},
      platform: 'linux',
      home: '/home/someone',
      now: () => new Date('2024-06-01T12:00:00Z'),
      untilStopped: () => stopped,
      assets: assets ?? { webRoot: '/nonexistent', exportPage: '/nonexistent/export.html' },
    },
  };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
