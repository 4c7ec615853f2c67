/** Beginnings of interface names that the rules of these texts use: `cali6` of `-i cali6+`. */
export function interfaceWildcards(texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const pattern of PATTERNS) {
      for (const [, stem] of text.matchAll(pattern)) if (stem !== undefined) found.add(stem);
    }
    // Where -v was not asked for, the chains' names tell: cali-from-wl-dispatch-6
    for (const [, digits] of text.matchAll(DISPATCH)) found.add(`cali${digits}`);
  }
  return found;
}

const PATTERNS: readonly RegExp[] = [
  // -i cali+    !cali+    cali+   *    0.0.0.0/0
  /(?<=[\s!])([A-Za-z][\w.-]{0,13})\+(?=\s)/g,
  // iifname "cali*"    interface-name:cali*
  /(?<=["':])([A-Za-z][\w.-]{0,13})\*(?=["';,\s]|$)/gm,
];

const DISPATCH = /(?<=\s)cali-(?:from|to)-wl-dispatch-([0-9a-f]{1,3})(?=\s)/g;
