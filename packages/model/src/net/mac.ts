declare const macBrand: unique symbol;
/** `ee:ee:ee:ee:ee:ee`: six octets, lower case. */
export type Mac = string & { readonly [macBrand]: true };

/** Reads `EE-EE-…` and `ee:ee:…`; `undefined` for any other link-layer address. */
export function parseMac(text: string): Mac | undefined {
  const mac = text.toLowerCase().replaceAll('-', ':');
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) ? (mac as Mac) : undefined;
}
