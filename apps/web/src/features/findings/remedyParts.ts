export interface RemedyPart {
  /** A command is to be run; code is a name: of a setting, a file. */
  readonly kind: 'text' | 'code' | 'command';
  readonly text: string;
}

/** "Run `ip link set eth1 up`." in its parts: what stands in backticks is code, with a blank a command. */
export function remedyParts(text: string): readonly RemedyPart[] {
  return text.split('`').flatMap((part, i): readonly RemedyPart[] => {
    if (part === '') return [];
    if (i % 2 === 0) return [{ kind: 'text', text: part }];
    return [{ kind: part.includes(' ') ? 'command' : 'code', text: part }];
  });
}
