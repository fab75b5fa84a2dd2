/** A JSON schema of an HTTP or WebSocket API, which routes name by its name. */
export interface HttpModel {
  readonly apiId: string;
  readonly modelId: string;
  readonly name: string;
  readonly contentType: string;
  readonly description: string | null;
  readonly schema: string;
}
