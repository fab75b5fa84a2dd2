import type { Readable } from 'node:stream';
import type { BackendAddress } from '../integrations/transport/backend-connector.js';
import type { AnswerStream } from './answer.js';

/** What is sent to a backend. */
export interface IntegrationRequest extends BackendAddress {
  /** Path and query. */
  readonly path: string;
  readonly httpMethod: string;
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
  readonly body: Readable | Buffer | string | null;
}

/** What came back. */
export interface IntegrationAnswer {
  readonly status: number;
  /** Raw names and values in turn; null from MOCK. */
  readonly rawHeaders: readonly Buffer[] | null;
  /** Null from MOCK, and once it was read. */
  readonly stream: AnswerStream | null;
  /** The whole body, for integrations that are mapped. */
  readonly body: Buffer | null;
}
