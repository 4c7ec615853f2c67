declare const macBrand: unique symbol;
/** `ee:ee:ee:ee:ee:ee`: six octets, lower case. */
export type Mac = string & { readonly [macBrand]: true };

/** Reads `EE-EE-…` and `ee:ee:…`; `undefined` for any other link-layer address. */
export function parseMac(text: string): Mac | undefined {
  if (!/^[0-9a-f]{2}([:-])([0-9a-f]{2}\1){4}[0-9a-f]{2}$/i.test(text)) return undefined;
  return text.toLowerCase().replaceAll('-', ':') as Mac;
}
