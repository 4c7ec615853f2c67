export type RemedyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string };

/** "Run `ip link set eth1 up`." in its parts: what stands in backticks is code. */
export function remedyParts(text: string): readonly RemedyPart[] {
  return text.split('`').flatMap((part, i): readonly RemedyPart[] => {
    if (part === '') return [];
    return [{ kind: i % 2 === 0 ? 'text' : 'code', text: part }];
  });
}
