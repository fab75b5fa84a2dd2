/** Parameters by wire name, percent-decoded; a repeated one is a list of texts. */
export type WireParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parts of a request that inputs are made of. */
export interface WireRequest {
  readonly params?: WireParameters;
  readonly query?: WireParameters;
  /** By lower-case name, as Node gives them. */
  readonly headers?: WireParameters;
  /**
   * The body as parsed JSON or CBOR, or undefined without one. For an operation with a payload member
   * (`hasPayload`): the raw bytes. For a call of the query protocol: the form's text.
   */
  readonly body?: unknown;
}
