import { Readable, Writable } from 'node:stream';
import type { Assets, Io, StopSignal } from '../cli/io.ts';

export interface TestIo {
  readonly io: Io;
  readonly stdout: () => string;
  readonly stdoutBytes: () => Buffer;
  readonly stderr: () => string;
  readonly stop: (signal?: StopSignal) => void;
}

export interface TestIoOptions {
  readonly stdin?: string | Uint8Array;
  readonly assets?: Assets;
  readonly env?: Io['env'];
  readonly cwd?: string;
  readonly captureScript?: string;
  /** Which streams are terminals, of 80 columns. */
  readonly terminals?: readonly ('stdout' | 'stderr')[];
  /** How each write to standard output fails: `ENOSPC`. */
  readonly stdoutFails?: string;
}

/** A command's surroundings, kept in memory. */
export function testIo({
  stdin = '',
  assets,
  env = {},
  cwd = '/nonexistent',
  captureScript = 'exit 1',
  terminals = [],
  stdoutFails,
}: TestIoOptions = {}): TestIo {
  const out = collector(stdoutFails);
  const err = collector();
  let stop = (_signal: StopSignal) => {};
  const stopped = new Promise<StopSignal>((resolve) => {
    stop = resolve;
  });
  const output = (name: 'stdout' | 'stderr', stream: Writable) =>
    Object.assign(stream, { isTTY: terminals.includes(name), columns: 80 });
  return {
    stdout: () => out.bytes().toString(),
    stdoutBytes: out.bytes,
    stderr: () => err.bytes().toString(),
    stop: (signal = 'SIGTERM') => stop(signal),
    io: {
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout: output('stdout', out.stream),
      stderr: output('stderr', err.stream),
      env,
      platform: 'linux',
      home: '/home/someone',
      cwd,
      now: () => new Date('2024-06-01T12:00:00Z'),
      untilStopped: () => stopped,
      captureScript,
      uid: 1000,
      assets: assets ?? { webRoot: '/nonexistent', exportPage: '/nonexistent/export.html' },
    },
  };
}

function collector(fails?: string): { readonly stream: Writable; readonly bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (fails !== undefined) return done(Object.assign(new Error(fails), { code: fails }));
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  // As in the program itself, who writes gets to know.
  stream.on('error', () => undefined);
  return { stream, bytes: () => Buffer.concat(chunks) };
}
