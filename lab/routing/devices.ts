/** What the generated routes lead to. The peer of `w3` is down, so that it has no carrier. */
export const DEVICES = ['w0', 'w1', 'w2', 'w3'] as const;

export const TABLES = ['main', '100', '200', '300'] as const;
