import type { LambdaIntegration } from '#libs/snapshot-format';
import type { Received, Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import { beginExchange } from '../aws/sign-as.js';
import type { ActiveIntegration, MappedSetting } from '../integration.js';
import {
  alwaysFails,
  callFunction,
  compileFunctionCall,
  functionTraceId,
  hasFailed,
} from './call-function.js';
import type { ResponseSelection } from '../mapping/mapped-response.js';
import { compileSelectionPattern } from '../mapping/selection-pattern.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';
import { addTraceHeader } from '../mapping/add-trace-header.js';

/**
 * AWS with a function: the template's text, or the body, is the event; responses are chosen by error message
 * (recorded: Lambda custom).
 */
export function activateLambda(
  integration: Omit<LambdaIntegration, 'responses'>,
  { mapRequest, responses, services }: MappedSetting,
): ActiveIntegration {
  const makeRequest = compileFunctionCall(integration, services);
  const failing = alwaysFails(integration);

  function buildRequest(invocation: Routed): Verdict | Promise<Verdict> {
    if (failing) return reject('integration.setting', failing);
    const mapped = mapRequest(invocation);
    if (!mapped.ok) return mapped.rejection;
    const call = {
      payload: mapped.body.length === 0 ? null : mapped.body,
      invocationType: invocationTypeIn(mapped.parameters.headers),
      trace: traceOf(invocation).toBackends,
    };
    return beginExchange(invocation, makeRequest(invocation, call));
  }

  return {
    readsBody: true,
    buildRequest,
    call: (invocation) =>
      callFunction(services.backends, invocation, invocation.exchange, integration.timeoutMs),
    ...addTraceHeader(
      responses,
      (invocation) => functionTraceId(invocation.exchange) ?? traceOf(invocation).shown,
    ),
  };
}

/**
 * The one mapped header that Lambda reads: whether somebody waits for the function (guide page "Asynchronous
 * invocation").
 */
function invocationTypeIn(headers: readonly string[]): string {
  const at = headers.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'x-amz-invocation-type',
  );
  return at >= 0 && headers[at + 1] === 'Event' ? 'Event' : 'RequestResponse';
}

/** Functions choose the response by the message of the error that they raise. */
export const byErrorMessage: ResponseSelection = {
  subject: errorMessage,
  compilePattern: compileSelectionPattern,
};

/**
 * Empty when the function succeeded: `.*` matches that, and no status ever does (recorded: Lambda selection
 * patterns).
 */
function errorMessage({ exchange }: Received): string {
  if (!hasFailed(exchange)) return '';
  try {
    const error = JSON.parse(exchange.result.body!.toString('utf8')) as unknown;
    const message = (error as { errorMessage?: unknown } | null)?.errorMessage;
    return typeof message === 'string' ? message : '';
  } catch {
    // A runtime that died says so in plain text: there is no message to match.
    return '';
  }
}
