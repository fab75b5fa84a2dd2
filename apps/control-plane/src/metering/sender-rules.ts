import type { ExchangeResponse, ExchangeRefusal, ExchangeRequest, HelloRequest } from '#libs/metering';
import type { MeteringSender } from '#libs/persistence';

/** What is to be done with an exchange: apply it, give the response that it has had, or refuse it. */
export type ExchangeVerdict =
  | { readonly kind: 'apply'; readonly sender: MeteringSender }
  | { readonly kind: 'repeat'; readonly response: ExchangeResponse }
  | { readonly kind: 'refuse'; readonly reason: ExchangeRefusal['reason'] };

/**
 * Rules 1 and 2 of the exchange: one life of the process, numbers without gaps, and a journal read without
 * gaps.
 */
export function judgeExchange(sender: MeteringSender | undefined, request: ExchangeRequest): ExchangeVerdict {
  if (!sender) return { kind: 'refuse', reason: 'unknown-sender' };
  if (sender.incarnation !== request.incarnation) return { kind: 'refuse', reason: 'stale-incarnation' };
  if (request.exchange === sender.lastExchange && sender.lastResponse) {
    return { kind: 'repeat', response: sender.lastResponse };
  }
  if (request.exchange !== sender.lastExchange + 1) return { kind: 'refuse', reason: 'unexpected-exchange' };
  if (request.fromSequence !== sender.watermark) return { kind: 'refuse', reason: 'unexpected-sequence' };
  return { kind: 'apply', sender };
}

/** The sender as it stands after an exchange was applied. */
export function senderAfterExchange(
  sender: MeteringSender,
  request: ExchangeRequest,
  response: ExchangeResponse,
): MeteringSender {
  return { ...sender, lastExchange: request.exchange, lastResponse: response, watermark: request.toSequence };
}

/**
 * Rule 3: a new life starts its numbers over and fences off the one before; the same object when it was
 * greeted already.
 */
export function senderAfterHello(sender: MeteringSender | undefined, request: HelloRequest): MeteringSender {
  if (sender?.incarnation === request.incarnation) return sender;
  const { number = 0, watermark = 0 } = sender ?? {};
  return { ...request, number, lastExchange: 0, lastResponse: null, watermark };
}
