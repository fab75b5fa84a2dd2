import { buildRequest } from './build-request.js';
import { SessionExpired, Unreachable } from './errors.js';
import type { Operation } from './operation.js';
import { readResponse } from './read-response.js';
import { queryText, signRequest, type SigningKeys } from './sign-request.js';

/** Who signs calls, and for which region; set by the session. */
export interface Signer {
  readonly keys: SigningKeys;
  readonly region: string;
}

interface Wiring {
  readonly signer: () => Signer | null;
  /** A call found that the session has ended. */
  readonly expired: () => void;
}

let wiring: Wiring = { signer: () => null, expired: () => undefined };
/** By how much the control plane's clock is ahead of the browser's. */
let clockOffsetMs = 0;

/** Joins calls to the session. Calls know nothing of where its keys come from. */
export function wireUp(to: Wiring): void {
  wiring = to;
}

/**
 * Calls an operation of the page's own control plane, signed by the session.
 * @throws WireError in the service's words, Unreachable without an answer, SessionExpired
 */
export async function callWire<I, O>(
  operation: Operation<I, O>,
  input: NoInfer<I>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<O> {
  const signer = wiring.signer();
  if (!signer) throw new SessionExpired('You are not signed in');
  try {
    return (await callAs(signer, operation, input as object, signal)) as O;
  } catch (error) {
    // One of a session before this has nothing to say of it.
    if (error instanceof SessionExpired && wiring.signer() === signer) wiring.expired();
    throw error;
  }
}

/** The same, signed by somebody else: what signs in. */
export async function callAs(
  { keys, region }: Signer,
  operation: Operation,
  input: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const request = buildRequest(operation, input);
  const send = async () => {
    const headers = await signRequest(request, keys, {
      region,
      service: operation.service.signingName,
      host: location.host,
      atMs: Date.now() + clockOffsetMs,
    });
    const query = queryText(request.query);
    const response = await fetch(`${request.path}${query === '' ? '' : `?${query}`}`, {
      method: request.method,
      headers,
      body: request.body,
      cache: 'no-store',
      credentials: 'omit',
      ...(signal && { signal }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
  let response;
  try {
    response = await send();
    if (response.status === 403 && takeClock(response.headers)) response = await send();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable('There was no answer from the control plane.');
  }
  return readResponse(operation, response);
}

/**
 * A browser whose clock is off signs by the control plane's. True when it was off, and a call may be
 * repeated.
 */
function takeClock(headers: Headers): boolean {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return false;
  const offset = date - Date.now();
  if (Math.abs(offset - clockOffsetMs) < 240_000) return false;
  clockOffsetMs = offset;
  return true;
}
