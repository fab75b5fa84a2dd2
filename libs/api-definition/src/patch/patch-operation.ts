/** The verbs of a patch, in the order in which AWS prints the enum. */
export const patchVerbs = ['add', 'remove', 'move', 'test', 'replace', 'copy'] as const;
export type PatchVerb = (typeof patchVerbs)[number];

/** One operation as it came over the wire. Members that were not sent are absent or null. */
export interface PatchOperation {
  readonly op?: PatchVerb | null;
  readonly path?: string | null;
  /** Always text: booleans and numbers are written out. */
  readonly value?: string | null;
  /** Where `copy` and `move` take the value from. */
  readonly from?: string | null;
}
