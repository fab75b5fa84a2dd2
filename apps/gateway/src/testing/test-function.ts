import { startBackend } from './backend.js';

/** A Lambda function that remembers its events and returns what it is told. */
export interface TestFunction {
  /** For `functionUrls` of a gateway's AWS services. */
  readonly url: string;
  /** The last event. */
  event(): Record<string, unknown>;
  /** How often it was called. */
  calls(): number;
  /** From now on: an object becomes JSON, a text stays as it is; `hasFailed`: it raises it as an error. */
  returns(result: unknown, hasFailed?: boolean): void;
  close(): Promise<void>;
}

export async function startFunction(): Promise<TestFunction> {
  let returned: { readonly result: unknown; readonly hasFailed: boolean } = { result: {}, hasFailed: false };
  const backend = await startBackend((_, response) => {
    const { result, hasFailed } = returned;
    response.writeHead(200, hasFailed ? { 'X-Amz-Function-Error': 'Unhandled' } : {});
    response.end(typeof result === 'string' || Buffer.isBuffer(result) ? result : JSON.stringify(result));
  });
  return {
    url: backend.origin,
    event: () => JSON.parse(backend.seen.at(-1)!.body) as Record<string, unknown>,
    calls: () => backend.seen.length,
    returns(result, hasFailed = false) {
      returned = { result, hasFailed };
    },
    close: () => backend.close(),
  };
}
