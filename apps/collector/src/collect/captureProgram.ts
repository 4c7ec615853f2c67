import { assertNever } from '@vethscope/model';
import { type ScriptOptions, scriptWords } from './scriptWords.ts';
import type { Target } from './target.ts';

/** A program to start, without a shell around it. */
export interface CaptureProgram {
  readonly command: string;
  readonly argv: readonly string[];
  readonly stdin: string;
  /**
   * In a group of its own all that it started can be ended at once. `ssh` has to stay in the
   * terminal's, or it could not ask for a password.
   */
  readonly group: 'own' | 'terminal';
}

export interface SshOptions {
  /** Seconds until a host that does not answer is given up. */
  readonly connectTimeout: number;
  /** Whether it may ask for a password or whether a host's key is right: of several hosts none may. */
  readonly questions: 'asked' | 'never';
}

/** What makes the capture: the script goes to a shell's standard input, the archive comes out. */
export function captureProgram(
  target: Target,
  script: string,
  options: ScriptOptions & SshOptions,
): CaptureProgram {
  const words = scriptWords(options);
  switch (target.kind) {
    case 'local':
      return { command: 'sh', argv: ['-s', '--', ...words], stdin: script, group: 'own' };
    case 'ssh':
      return {
        command: 'ssh',
        argv: [...sshOptions(options), '--', target.destination, REMOTE_COMMAND],
        // The words as lines, up to an empty one.
        stdin: [...words, '', script].join('\n'),
        group: 'terminal',
      };
    default:
      return assertNever(target);
  }
}

/**
 * Run on the node by the user's own shell, whichever that is, hence the `sh -c` around it. It is
 * always this text: what the user typed comes as data, a line each, before the script. `read` takes
 * no byte more than its line, so the script is left to `sh -s`.
 */
const REMOTE_COMMAND = `exec sh -c '${[
  'while IFS= read -r word && [ -n "$word" ]; do set -- "$@" "$word"; done',
  'if [ "$(id -u)" = 0 ]; then exec sh -s -- "$@"; fi',
  'if sudo -n sh -c : </dev/null >/dev/null 2>&1; then exec sudo -n sh -s -- "$@"; fi',
  'exec sh -s -- "$@"',
].join('; ')}'`;

function sshOptions({ connectTimeout, questions }: SshOptions): readonly string[] {
  return [
    // No terminal, which would alter the archive's bytes; no agent, no X11.
    '-T',
    '-a',
    '-x',
    '-o',
    `ConnectTimeout=${connectTimeout}`,
    // A connection that is lost without a word is noticed within half a minute.
    '-o',
    'ServerAliveInterval=10',
    '-o',
    'ServerAliveCountMax=3',
    ...(questions === 'never' ? ['-o', 'BatchMode=yes'] : []),
  ];
}
