import type { LambdaIntegration } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import { beginExchange } from '../aws/sign-as.js';
import type { ActiveIntegration, IntegrationSetting } from '../integration.js';
import type { IsBinary } from '../mapping/binary-media-types.js';
import {
  alwaysFails,
  callFunction,
  compileFunctionCall,
  functionTraceId,
  hasFailed,
} from './call-function.js';
import { readFunctionResponse } from './function-response.js';
import { proxyEvent } from './lambda-event.js';
import { traceOf, type RequestTrace } from '../../invocation/tracing/request-trace.js';
import { withTraceId } from '../mapping/add-trace-header.js';
import { firstAccepted } from '../../http/media-type.js';

/**
 * AWS_PROXY: the request as an event, the function's result as the response; nothing is mapped (recorded:
 * Lambda proxy).
 */
export function activateLambdaProxy(
  integration: LambdaIntegration,
  { isBinary, services }: IntegrationSetting,
): ActiveIntegration {
  const makeRequest = compileFunctionCall(integration, services);
  const failing = alwaysFails(integration);
  return {
    readsBody: true,
    buildRequest(invocation) {
      if (failing) return reject('integration.setting', failing);
      const payload = proxyEvent(invocation, isBinary);
      const trace = traceOf(invocation).toBackends;
      const call = { payload, invocationType: 'RequestResponse', trace };
      return beginExchange(invocation, makeRequest(invocation, call));
    },
    call: (invocation) =>
      callFunction(services.backends, invocation, invocation.exchange, integration.timeoutMs),
    mapResponse: null,
    buildResponse: (invocation) => respondWith(invocation, isBinary),
  };
}

/**
 * Where Lambda says nothing itself: responses of functions name the part of the trace that they were, the
 * caller's if it named one (recorded: trace ids).
 */
function withParent({ shown, toBackends }: RequestTrace): string {
  return /(?:^|;)\s*Parent=/i.test(shown) ? shown : toBackends;
}

/** The headers of a proxied function's response with the trace that it names. */
export function withFunctionTrace(invocation: Received, headers: readonly string[]): string[] {
  return withTraceId(headers, functionTraceId(invocation.exchange) ?? withParent(traceOf(invocation)));
}

function respondWith(invocation: Received, isBinary: IsBinary): Verdict {
  if (hasFailed(invocation.exchange)) return reject('function.error', 'the function raised an error');
  // Without Accept the response is text (recorded: binary media).
  const { accept } = invocation.request;
  const takesBytes = accept !== null && isBinary(firstAccepted(accept));
  const read = readFunctionResponse(invocation.exchange.result.body!, takesBytes);
  if (!read.ok) {
    return reject(read.reason === 'body is not Base64' ? 'mapping.base64' : 'function.answer', read.reason);
  }
  invocation.response = { ...read.response, headers: withFunctionTrace(invocation, read.response.headers) };
  return null;
}
