import { posix, win32 } from 'node:path';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Where a user's data belongs: `$XDG_DATA_HOME` or `~/.local/share` (XDG Base Directory
 * Specification; relative values are to be ignored), `~/Library/Application Support` on macOS,
 * `%LOCALAPPDATA%` on Windows.
 */
export function dataFolder({ env, platform, home }: Surroundings): string {
  const { LOCALAPPDATA, XDG_DATA_HOME } = env;
  if (platform === 'win32') {
    return win32.join(LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'vethscope');
  }
  if (XDG_DATA_HOME !== undefined && posix.isAbsolute(XDG_DATA_HOME)) {
    return posix.join(XDG_DATA_HOME, 'vethscope');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'vethscope');
  return posix.join(home, '.local', 'share', 'vethscope');
}
