import type { ExchangeWithResult, Sendable } from '../../invocation/exchange.js';
import type { Invocation } from '../../invocation/invocation.js';
import { msSince } from '../../invocation/record/request-record.js';
import type { Verdict } from '../../invocation/step.js';
import type { BackendPools } from './backend-pools.js';
import { callBackend, type BackendCallOptions } from './call-backend.js';
import { readResponse } from './read-response.js';

/**
 * Sends a request and reads the whole response, which is then the exchange's `result.body`; or a rejection.
 */
export async function callAndRead(
  backends: BackendPools,
  invocation: Invocation,
  exchange: Sendable,
  options: BackendCallOptions,
): Promise<Verdict> {
  const verdict = await callBackend(backends, invocation, exchange, options);
  return verdict ?? readWhole(invocation, exchange as Sendable & ExchangeWithResult);
}

/**
 * Reads the response whose head is here to its end; or a rejection when it breaks off, comes too late or is
 * too long.
 */
export async function readWhole({ record }: Invocation, exchange: ExchangeWithResult): Promise<Verdict> {
  const { result } = exchange;
  const read = await readResponse(result.stream!);
  exchange.endedAfterMs = msSince(record);
  if (!read.ok) return read.rejection;
  exchange.result = { ...result, stream: null, body: read.body };
  return null;
}
