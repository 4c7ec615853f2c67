import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failureInWords } from '../captures/failureInWords.ts';

export interface MonitorOptions {
  /** `ip -o monitor …`: the program and its arguments. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: string) => void;
  /** It runs, for the first time or again: what happened while it did not is unknown. */
  readonly onUp: () => void;
  /** It ended, or could not be started; it is tried again. One line. */
  readonly onLost: (reason: string) => void;
  /** It runs and says that events were lost. */
  readonly onOverrun: () => void;
}

export interface Monitor {
  /** Resolves once the process is gone. */
  readonly stop: () => Promise<void>;
}

/** Alive for that long, it counts as running: what may not listen says so at once. */
const SETTLED_MS = 200;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** After that long a loss has nothing to do with the one before. */
const FORGIVEN_MS = 60_000;

/** Keeps a program that prints events running: restarts it, after ever longer waits. */
export function superviseMonitor(options: MonitorOptions): Monitor {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;
  let isStopped = false;

  const start = () => {
    const startedAt = Date.now();
    const [program = '', ...args] = options.argv;
    // A group of its own: Ctrl-C in the terminal is the server's to handle.
    const started = spawn(program, args, {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child = started;
    let said = '';
    createInterface({ input: started.stdout }).on('line', options.onLine);
    createInterface({ input: started.stderr }).on('line', (line) => {
      if (isOverrun(line)) options.onOverrun();
      else said = line;
    });
    const settled = setTimeout(options.onUp, SETTLED_MS);
    let isOver = false;
    const over = (reason: string) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(settled);
      if (isStopped) return;
      if (Date.now() - startedAt > FORGIVEN_MS) wait = FIRST_WAIT_MS;
      options.onLost(`${options.argv.slice(0, 3).join(' ')}: ${reason}`);
      timer = setTimeout(start, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    };
    started.on('error', (error) => over(failureInWords(error)));
    started.on('close', (code, signal) => over(said || `it ended (${signal ?? code})`));
  };
  start();

  return {
    stop: () =>
      new Promise((resolve) => {
        isStopped = true;
        clearTimeout(timer);
        if (!child || child.pid === undefined || hasEnded(child)) return resolve();
        child.once('close', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/**
 * iproute2 goes on after `netlink receive error No buffer space available (105)`, nft after
 * `# ERROR: We lost some netlink events!`
 */
function isOverrun(line: string): boolean {
  return /No buffer space available|lost some netlink events/.test(line);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
