/** An object's place in the API. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}
