/** Ends a `switch` over a closed union: the compiler refuses it while a variant is unhandled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled variant: ${JSON.stringify(value)}`);
}
