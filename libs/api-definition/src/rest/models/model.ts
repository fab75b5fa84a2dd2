/** A named JSON schema of a RestApi, used to validate bodies and to describe them. */
export interface Model {
  readonly restApiId: string;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly contentType: string;
  /** The schema as it was given, byte for byte. */
  readonly schema: string;
}
