import { readFile } from 'node:fs/promises';
import { errorCode } from '../captures/failureInWords.ts';

/** Whether a process is there; one that ended and that nobody waited for is not. */
export async function isRunning(pid: number): Promise<boolean> {
  if (!(pid > 0)) return false;
  try {
    // Signal 0 only asks: kill(2).
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  // A zombie still answers. proc_pid_stat(5): `7 (node) Z …`
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) [ZX] [^)]*$/.test(stat);
}
