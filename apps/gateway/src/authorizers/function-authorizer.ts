import type { FunctionAuthorizer } from '#libs/snapshot-format';
import { callFunction, compileFunctionCall, hasFailed } from '../integrations/lambda/call-function.js';
import { newExchange, type ExchangeWithResult, type Exchange } from '../invocation/exchange.js';
import type { Routed } from '../invocation/invocation.js';
import { reject } from '../refusals/rejection.js';
import type { ActiveAuthorizer, Authorization, AuthorizerOutcome } from './authorization.js';
import type { AuthorizerServices } from './authorizer-services.js';
import { readAuthorizerResponse } from './authorizer-response.js';
import { authorizerEvent } from './authorizer-event.js';
import { compileIdentityPattern, readIdentity } from './identity-sources.js';

/**
 * Milliseconds; no setting of an authorizer changes it (API reference: CreateAuthorizer), so it is an
 * integration's longest.
 */
const timeoutMs = 29_000;

/**
 * TOKEN and REQUEST: a function says who calls. Not called at all for a request that does not bring what the
 * authorizer asks for (guide pages "Configure a Lambda authorizer" and "Call an API with an API Gateway
 * Lambda authorizer").
 */
export function activateFunctionAuthorizer(
  authorizer: FunctionAuthorizer,
  { integrations }: AuthorizerServices,
): ActiveAuthorizer {
  const makeRequest = compileFunctionCall(authorizer, integrations);
  const isIdentity = compileIdentityPattern(authorizer.identityPattern);
  const insistsOnSources = authorizer.type === 'TOKEN' || authorizer.resultTtlSeconds > 0;
  const identity: ActiveAuthorizer['identity'] = (invocation) =>
    readIdentity(authorizer.identitySources, invocation);

  async function authorize(invocation: Routed, methodArn: string): Promise<AuthorizerOutcome> {
    const found = identity(invocation);
    const missing = found.find(({ value }) => value === '');
    if (missing && insistsOnSources) return uncalled(unauthorized(`${missing.expression} is missing`));
    const token = found[0]?.value ?? '';
    if (!isIdentity(token)) return uncalled(unauthorized('the token is not as the authorizer wants it'));
    const payload = authorizerEvent(authorizer, invocation, methodArn, token);
    const call = await makeRequest(invocation, { payload, invocationType: 'RequestResponse' });
    if (!call.ok) return uncalled(refuse('authorizer.unusable', call.rejection.reason));
    const exchange = newExchange(call.request);
    const failure = await callFunction(integrations.backends, invocation, exchange, timeoutMs);
    if (failure === null)
      return { authorization: authorizationOf(exchange as Exchange as ExchangeWithResult), exchange };
    const late = failure.code === 'integration.timeout';
    const authorization = refuse(late ? 'authorizer.failed' : 'authorizer.unusable', failure.reason);
    return { authorization, exchange };
  }

  return { identity, authorize };
}

const uncalled = (authorization: Authorization): AuthorizerOutcome => ({ authorization, exchange: null });

function authorizationOf(exchange: ExchangeWithResult): Authorization {
  const result = exchange.result.body!;
  if (hasFailed(exchange)) {
    // With this very text a function says that it does not know the caller; any other error is the function's
    // own.
    return errorMessageOf(result) === 'Unauthorized'
      ? unauthorized('the function does not know the caller')
      : refuse('authorizer.failed', 'the function raised an error');
  }
  const read = readAuthorizerResponse(result);
  return read.ok
    ? { ok: true, kind: 'policy', ...read.authorization }
    : refuse('authorizer.unusable', read.reason);
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
