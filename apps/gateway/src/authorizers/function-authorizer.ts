import type { FunctionAuthorizer } from '#libs/snapshot-format';
import { callFunction, compileFunctionCall, hasFailed } from '../integrations/lambda/call-function.js';
import { newExchange, type ExchangeWithResult, type Exchange } from '../invocation/exchange.js';
import type { Routed } from '../invocation/invocation.js';
import { traceOf } from '../invocation/tracing/request-trace.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import type { ActiveAuthorizer, Asked, Authorization, AuthorizerOutcome, Identity } from './authorization.js';
import type { AuthorizerServices } from './authorizer-services.js';
import { readAuthorizerResponse } from './authorizer-response.js';
import { authorizerEvent } from './authorizer-event.js';
import { CallQueue } from './call-queue.js';
import { compileIdentityPattern, readIdentity } from './identity-sources.js';
import { resultName } from './result-name.js';

/**
 * Milliseconds; no setting of an authorizer changes it (API reference: CreateAuthorizer), so it is an
 * integration's longest.
 */
export const authorizerTimeoutMs = 29_000;
/** Calls of one authorizer: a crowd of new callers must not take all connections of a function's host. */
const callsAtOnce = 256;

/**
 * TOKEN and REQUEST: a function says who calls. Not called at all for a request that does not bring what the
 * authorizer asks for, nor for an identity whose result is known (guide pages "Configure a Lambda authorizer"
 * and "Call an API with an API Gateway Lambda authorizer").
 */
export function activateFunctionAuthorizer(
  authorizer: FunctionAuthorizer,
  services: AuthorizerServices,
): ActiveAuthorizer {
  return activateFunction(authorizer, services, {
    timeoutMs: authorizerTimeoutMs,
    insistsOnSources: authorizer.type === 'TOKEN' || authorizer.resultTtlSeconds > 0,
    isIdentity: compileIdentityPattern(authorizer.identityPattern),
    event: (invocation, methodArn, identity) =>
      authorizerEvent(authorizer, invocation, methodArn, identity[0]?.value ?? ''),
    read: readPolicyAuthorization,
  });
}

/** What a function said that returns a policy. */
export function readPolicyAuthorization(result: Buffer): Authorization {
  const read = readAuthorizerResponse(result);
  return read.ok
    ? { ok: true, kind: 'policy', ...read.authorization }
    : refuse('authorizer.unusable', read.reason);
}

/** What APIs of a protocol make of a function that says who calls. */
export interface FunctionForm {
  readonly timeoutMs: number;
  /** A request without what the identity sources name is refused, and the function not called. */
  readonly insistsOnSources: boolean;
  /** Whether the value of the first identity source may be one. */
  readonly isIdentity: (text: string) => boolean;
  readonly event: (invocation: Routed, methodArn: string, identity: readonly Identity[]) => string;
  readonly read: (result: Buffer) => Authorization;
}

/** What all authorizers with a function do alike. */
export function activateFunction(
  authorizer: Omit<FunctionAuthorizer, 'type' | 'identityPattern'>,
  { integrations, results, log }: AuthorizerServices,
  { timeoutMs, insistsOnSources, isIdentity, event: eventOf, read }: FunctionForm,
): ActiveAuthorizer {
  const makeRequest = compileFunctionCall(authorizer, integrations);
  const { backends } = integrations;
  const queue = new CallQueue(callsAtOnce, timeoutMs, backends.deadlines);
  const ttlSeconds = authorizer.resultTtlSeconds;
  const identity: ActiveAuthorizer['identity'] = (invocation) =>
    readIdentity(authorizer.identitySources, invocation);
  let hasWarned = false;

  function authorize(invocation: Routed, asked: Asked): AuthorizerOutcome | Promise<AuthorizerOutcome> {
    const found = identity(invocation);
    const missing = found.find(({ value }) => value === '');
    if (missing && insistsOnSources) return uncalled(unauthorized(`${missing.expression} is missing`));
    const token = found[0]?.value ?? '';
    if (!isIdentity(token)) return uncalled(unauthorized('the token is not as the authorizer wants it'));
    // Made only when the function is called: most requests come with an identity whose result is known.
    const event = (): string => eventOf(invocation, asked.methodArn, found);
    if (results === null || ttlSeconds === 0) return callQueued(invocation, event());
    const kept = results.take(nameOf(invocation, found), ttlSeconds, () => askForAll(invocation, event()));
    return kept instanceof Promise ? kept.then(uncalled) : uncalled(kept);
  }

  const nameOf = ({ stage }: Routed, found: readonly Identity[]): string =>
    resultName(stage, authorizer.id, found);

  /** The result is for others, too: it does not end with the caller who came first. */
  async function askForAll(invocation: Routed, payload: string): Promise<Authorization> {
    const trace = traceOf(invocation);
    const { authorization } = await callQueued({ ...invocation, trace, onCallerGone: null }, payload);
    if (authorization.ok && authorization.kind === 'policy' && authorization.policy.namesSingleMethods) {
      warnOfSingleMethods(invocation);
    }
    return authorization;
  }

  async function callQueued(invocation: Routed, payload: string): Promise<AuthorizerOutcome> {
    const outcome = await queue.run(() => call(invocation, payload));
    return outcome ?? uncalled(refuse('authorizer.failed', 'too many calls of the authorizer at once'));
  }

  async function call(invocation: Routed, payload: string): Promise<AuthorizerOutcome> {
    const { spans, toBackends } = traceOf(invocation);
    const trace = spans?.toAuthorizer ?? toBackends;
    const made = await makeRequest(invocation, { payload, invocationType: 'RequestResponse', trace });
    if (!made.ok) return uncalled(refuse('authorizer.unusable', made.rejection.reason));
    const exchange = newExchange(made.request);
    const failure = await callFunction(backends, invocation, exchange, timeoutMs);
    if (failure !== null) return { authorization: ofFailure(failure), exchange };
    return { authorization: authorizationOf(exchange as Exchange as ExchangeWithResult, read), exchange };
  }

  /** Once for each authorizer of a deployment: it is a mistake of its author, not of a caller. */
  function warnOfSingleMethods({ stage, method }: Routed): void {
    const otherMethods = stage.release.snapshot.methods.some((other) => other !== method && guards(other));
    if (hasWarned || !(otherMethods || method.resourcePath.includes('{'))) return;
    hasWarned = true;
    const what = {
      stage: stage.name,
      deploymentId: stage.document.deploymentId,
      authorizerId: authorizer.id,
    };
    log.warn('an authorizer whose results are kept allows a single method: its callers are refused others', {
      ...what,
      ttlSeconds,
    });
  }

  const guards = ({ authorizerId }: { readonly authorizerId: string | null }): boolean =>
    authorizerId === authorizer.id;

  return { identity, authorize };
}

const uncalled = (authorization: Authorization): AuthorizerOutcome => ({ authorization, exchange: null });

/** A function that is slow or broken has failed; one that cannot be called is not set up. */
function ofFailure({ code, reason }: Rejection): Authorization {
  if (code === 'request.caller_gone') return { ok: false, rejection: reject(code, reason) };
  const hasFailedItself = code === 'integration.timeout' || code === 'integration.overloaded';
  return refuse(hasFailedItself ? 'authorizer.failed' : 'authorizer.unusable', reason);
}

function authorizationOf(exchange: ExchangeWithResult, read: FunctionForm['read']): Authorization {
  const result = exchange.result.body!;
  if (hasFailed(exchange)) {
    // With this very text a function says that it does not know the caller; any other error is the function's
    // own.
    return errorMessageOf(result) === 'Unauthorized'
      ? unauthorized('the function does not know the caller')
      : refuse('authorizer.failed', 'the function raised an error');
  }
  return read(result);
}

function errorMessageOf(result: Buffer): unknown {
  try {
    return (JSON.parse(result.toString('utf8')) as { errorMessage?: unknown } | null)?.errorMessage;
  } catch {
    // A runtime that died says so in plain text.
    return null;
  }
}

const unauthorized = (reason: string): Authorization => refuse('authorizer.unauthorized', reason);

function refuse(
  code: 'authorizer.unauthorized' | 'authorizer.failed' | 'authorizer.unusable',
  reason: string,
): Authorization {
  return { ok: false, rejection: reject(code, reason) };
}
