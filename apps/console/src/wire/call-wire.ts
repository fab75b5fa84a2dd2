import { buildRequest, type WireRequest } from './build-request.js';
import { clock } from './clock.js';
import { SessionExpired, Unreachable, WireError } from './errors.js';
import type { Operation } from './operation.js';
import { readResponse, type WireResponse } from './read-response.js';
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
    if (!hasEnded(error, operation)) throw error;
    // One of a session before this has nothing to say of it.
    if (wiring.signer()?.keys === signer.keys) wiring.expired();
    throw new SessionExpired((error as WireError).message);
  }
}

/** What v1, JSON and forms call a token whose time is over, and a key that is there no more. */
const ended = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);

/** IAM knows no sessions of users and roots at all, and says so in the words for a key that is gone. */
const hasEnded = (error: unknown, { service }: Pick<Operation, 'service'>): boolean =>
  error instanceof WireError &&
  ended.has(error.code) &&
  !(service.name === 'iam' && error.code === 'InvalidClientTokenId');

/** The same, signed by somebody else: what signs in. A key that is not known is a WireError here. */
export async function callAs(
  { keys, region }: Signer,
  operation: Operation,
  input: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const request = buildRequest(operation, input);
  const attempt = async () => {
    const headers = await signRequest(request, keys, {
      region,
      service: operation.service.signingName,
      host: location.host,
      atMs: clock.now(),
    });
    return send(request, headers, signal);
  };
  let response = await attempt();
  // A browser whose clock is off signs by the control plane's.
  if (response.status === 403 && clock.takeFrom(response.headers)) response = await attempt();
  return readResponse(operation, response);
}

async function send(
  { method, path, query, body }: WireRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<WireResponse> {
  const search = query.length === 0 ? '' : `?${queryText(query)}`;
  try {
    const response = await fetch(`${location.origin}${path}${search}`, {
      method,
      headers,
      body,
      cache: 'no-store',
      credentials: 'omit',
      ...(signal && { signal }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: new Uint8Array(await response.arrayBuffer()),
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable('There was no answer from the control plane.');
  }
}
