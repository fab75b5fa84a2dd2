import { firstHeader } from '../../http/raw-headers.js';
import type { CallerResponse } from '../../invocation/caller-response.js';
import type { Routed } from '../../invocation/invocation.js';
import type { MethodStep, Verdict } from '../../invocation/step.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import type {
  AddressedConnection,
  CallOutcome,
  ConnectionPosts,
  ConnectionState,
} from './connection-posts.js';

/** Of what PostToConnection sends (service model). */
const postedBytesMax = 131_072;
/** AWS's SDKs send it with each attempt of a call. */
const callIdHeader = 'amz-sdk-invocation-id';
const callIdLengthMax = 100;

/**
 * Does what a signed call for a connection asks for: PostToConnection, GetConnection or DeleteConnection, by
 * its HTTP method. See "callConnection" in docs/WEBSOCKET-PIPELINE.md.
 */
export function callConnection(posts: ConnectionPosts): MethodStep['run'] {
  return (invocation) => {
    const { apiId, stageName } = invocation.address;
    const connectionId = invocation.pathParameters!.connectionId!;
    const which = { apiId, stageName, connectionId };
    switch (invocation.request.httpMethod) {
      case 'POST':
        return post(invocation, which);
      case 'GET':
        return whenSettled(posts.get(which), (found) => conclude(invocation, found, whatIsOpen));
      case 'DELETE':
        return whenSettled(posts.close(which), (outcome) => conclude(invocation, outcome, noContent));
      default:
        return reject('route.missing', 'connections are called by POST, GET or DELETE');
    }
  };

  function post(invocation: Routed, to: AddressedConnection): Verdict | Promise<Verdict> {
    const data = invocation.body!;
    if (data.length > postedBytesMax) {
      return reject('connection.post_too_large', `${data.length} bytes`);
    }
    const callId = firstHeader(invocation.request.rawHeaders, callIdHeader);
    const isUsable = callId !== null && callId.length <= callIdLengthMax;
    const outcome = posts.post(to, { data, callId: isUsable ? callId : null });
    return whenSettled(outcome, (settled) => conclude(invocation, settled, accepted));
  }
}

const whenSettled = <T, R>(value: T | Promise<T>, then: (settled: T) => R): R | Promise<R> =>
  value instanceof Promise ? value.then(then) : then(value);

function conclude<T extends object>(
  invocation: Routed,
  found: CallOutcome | T,
  respond: (found: T | 'done') => CallerResponse,
): Verdict {
  if (found === 'gone' || found === 'full' || found === 'unreachable') return refusals[found];
  invocation.response = respond(found);
  return null;
}

const accepted = (): CallerResponse => ({ status: 200, headers: [], body: null, streamBytes: null });
const noContent = (): CallerResponse => ({ status: 204, headers: [], body: null, streamBytes: null });

function whatIsOpen(state: ConnectionState | 'done'): CallerResponse {
  const { connectedAtMs, lastActiveAtMs, sourceIp, userAgent } = state as ConnectionState;
  const body = JSON.stringify({
    connectedAt: new Date(connectedAtMs).toISOString(),
    // Both are required members (service model).
    identity: { sourceIp, userAgent: userAgent ?? '' },
    lastActiveAt: new Date(lastActiveAtMs).toISOString(),
  });
  return { status: 200, headers: ['Content-Type', 'application/json'], body, streamBytes: null };
}

const gone: Rejection = {
  ...reject('connection.gone', 'no such connection in the stage'),
  errorName: 'GoneException',
  message: 'Gone',
};
const refusals: Readonly<Record<Exclude<CallOutcome, 'done'>, Rejection>> = {
  gone,
  full: {
    ...reject('connection.full', 'the client does not read, or too much waits for its gateway', 1),
    errorName: 'LimitExceededException',
    message: 'Limit exceeded',
  },
  unreachable: reject('connection.unreachable', 'the gateway that holds it did not answer'),
};
