import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { createApp } from '../api/app.ts';
import { withoutBrackets } from '../api/security.ts';
import { readStaticFiles } from '../api/staticFiles.ts';
import { errorCode, failureInWords } from '../captures/failureInWords.ts';
import { MIB } from '../captures/sizeInWords.ts';
import { captureLibrary } from '../library/captureLibrary.ts';
import { type Live, startLive } from '../live/startLive.ts';
import type { CaptureStore } from '../store/captureStore.ts';
import { dataFolder } from '../store/dataFolder.ts';
import { openDiskStore } from '../store/diskStore.ts';
import { Unusable } from './exitCodes.ts';
import { type Io, notify } from './io.ts';
import {
  inMebibytes,
  type LimitOptions,
  limitsOf,
  mebibytes,
  portNumber,
  positiveInteger,
  withCaptures,
} from './options.ts';
import { readForCommand } from './readForCommand.ts';

interface ServeOptions extends LimitOptions {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly maxUpload: number;
  readonly live?: true;
  readonly keep: number;
}

const DEFAULT_UPLOAD = 64 * MIB;

export function addServe(program: Command, io: Io): void {
  withCaptures(program.command('serve'), 'any')
    .summary('dashboard and API')
    .description('Serve the dashboard and the API, with these captures and the uploaded ones.')
    .option('--host <HOST>', 'address or name to listen on', '127.0.0.1')
    .addOption(
      new Option('--port <N>', 'port to listen on; 0 takes a free one')
        .argParser(portNumber)
        .default(8420),
    )
    .option('--live', 'follow this node: a capture of it that is renewed when something changes')
    .addOption(
      new Option('--keep <N>', 'how many states of the followed node are kept')
        .argParser(positiveInteger)
        .default(50),
    )
    .option('--data <DIR>', 'where uploaded captures are kept', dataFolder(io))
    .addOption(
      new Option('--max-upload <MIB>', 'refuse an upload that is larger')
        .argParser(mebibytes)
        .default(DEFAULT_UPLOAD, inMebibytes(DEFAULT_UPLOAD)),
    )
    .action((captures: readonly string[], options: ServeOptions) => serve(captures, options, io));
}

async function serve(
  captureArguments: readonly string[],
  options: ServeOptions,
  io: Io,
): Promise<void> {
  const limits = limitsOf(options);
  const warn = (line: string) => notify(io, line);
  const given =
    captureArguments.length === 0
      ? []
      : (await readForCommand(captureArguments, limits, io)).captures;
  const store = await openStore(options.data, io, warn);
  const stopped = io.untilStopped();
  const live = options.live && (await follow(options, io, stopped));
  const app = createApp({
    host: options.host,
    library: captureLibrary({ store, limits, given, ...(live && { live: live.captures }) }),
    ...(live && { live }),
    maxUploadBytes: options.maxUpload,
    exportPage: () => readFile(io.assets.exportPage, 'utf8'),
    webFiles: await readStaticFiles(io.assets.webRoot),
    warn,
  });
  const server = createServer(app);
  try {
    const port = await listen(server, options);
    io.stderr.write(`Dashboard: ${urlOf(options.host, port)}\n`);
    await stopped;
    await close(server);
  } finally {
    await live?.stop();
  }
}

/** All states together; gzip makes some 15 to 1 of the outputs. */
const MAX_TIMELINE_BYTES = 256 * MIB;

/** `undefined`: it was to stop before it had begun. */
async function follow(
  options: ServeOptions,
  io: Io,
  stopped: Promise<unknown>,
): Promise<Live | undefined> {
  if (io.platform !== 'linux') throw new Unusable('--live: only a Linux node can be followed');
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort());
  try {
    return await startLive({
      script: io.captureScript,
      env: io.env,
      uid: io.uid,
      limits: limitsOf(options),
      folder: join(options.data, 'live'),
      keep: options.keep,
      maxBytes: MAX_TIMELINE_BYTES,
      now: io.now,
      signal: stopping.signal,
    });
  } catch (error) {
    if (stopping.signal.aborted) return undefined;
    throw new Unusable(`--live: ${failureInWords(error)}`);
  }
}

async function openStore(
  folder: string,
  io: Io,
  warn: (line: string) => void,
): Promise<CaptureStore> {
  try {
    return await openDiskStore({ folder, now: io.now, warn });
  } catch (error) {
    throw new Unusable(
      `${folder}: cannot keep captures there: ${failureInWords(error)} (choose another with --data)`,
    );
  }
}

/** The port it got. */
function listen(server: Server, { host, port }: ServeOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Unusable(listenFailure(error, host, port))));
    server.listen(port, withoutBrackets(host), () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function listenFailure(error: Error, host: string, port: number): string {
  const place = `${host}:${port}`;
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `${place}: the port is in use: choose another with --port, 0 takes a free one`;
    case 'EACCES':
      return `${place}: ports below 1024 need root: choose another with --port`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${place}: this machine has no such address: choose another with --host`;
    default:
      return `${place}: cannot listen there: ${failureInWords(error)}`;
  }
}

function urlOf(host: string, port: number): string {
  const name = withoutBrackets(host);
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}/`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
