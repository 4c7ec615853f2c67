/**
 * How many letters of a text it takes to have all of `letters` in their order, the fewer the better;
 * `undefined`: it does not have them. `crdns` takes 7 of `coredns-p4kzt`. Both in lower case.
 */
export function letterSpan(text: string, letters: string): number | undefined {
  let best: number | undefined;
  for (let start = text.indexOf(letters.charAt(0)); start >= 0; ) {
    const end = endOf(text, letters, start);
    if (end === undefined) return best;
    best = Math.min(best ?? Number.POSITIVE_INFINITY, end - start);
    start = text.indexOf(letters.charAt(0), start + 1);
  }
  return best;
}

function endOf(text: string, letters: string, start: number): number | undefined {
  let at = start;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return at;
}
