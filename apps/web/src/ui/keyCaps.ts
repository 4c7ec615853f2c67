const CAPS: Readonly<Record<string, string>> = {
  escape: 'Esc',
  enter: 'Enter',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  '-': '−',
  alt: 'Alt',
  shift: 'Shift',
};

/** How a key, or several at once, is written: `mod k` as `Ctrl K`, or `⌘ K` on a Mac. */
export function keyCaps(keys: string, isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)): string {
  const alone = !keys.includes(' ');
  return keys
    .split(' ')
    .map((key) => {
      if (key === 'mod') return isMac ? '⌘' : 'Ctrl';
      return CAPS[key] ?? (alone ? key : key.toUpperCase());
    })
    .join(' ');
}
