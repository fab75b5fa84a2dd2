import type { Service } from '../engine/operation.js';
import type { WireError } from '../errors/wire-error.js';
import { queryNames } from './query.js';

/** JSON and CBOR answer whatever the client is to blame for with 400, where rest-json tells it apart. */
export const rpcStatus = ({ status }: WireError): number => (status < 500 && status !== 413 ? 400 : status);

/** What JSON and CBOR call an error: by its shape, not by the code of the query protocol. */
export const errorNameOf = ({ errorShapes }: Pick<Service, 'errorShapes'>, { code }: WireError): string =>
  errorShapes[code] ?? code;

/**
 * A service that once spoke query alone tells the code that its old clients know in a header (Smithy:
 * awsQueryCompatible), which clients of today show.
 */
export function queryErrorHeaders(
  { protocols }: Pick<Service, 'protocols'>,
  { code, status }: WireError,
): Readonly<Record<string, string>> {
  if (!protocols.includes('query')) return {};
  const blame = status < 500 ? 'Sender' : 'Receiver';
  return { 'x-amzn-query-error': `${queryNames[code] ?? code};${blame}` };
}
