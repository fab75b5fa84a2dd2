import type { HttpApiFunctionIntegration } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';
import { reject } from '../../refusals/rejection.js';
import { beginExchange } from '../aws/sign-as.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { callFunction, compileFunctionCall, hasFailed } from '../lambda/call-function.js';
import { mappedTooLong } from '../mapping/parameter-mappings.js';
import { eventSource } from './event-source.js';
import { eventV1 } from './event-v1.js';
import { eventV2 } from './event-v2.js';
import { readHttpFunctionResponse } from './function-response.js';
import { compileRequestMapping } from './map-request.js';

/**
 * AWS_PROXY of an HTTP API with a function: the request as an event, what the function returns as the
 * response.
 */
export function activateHttpApiFunction(
  integration: HttpApiFunctionIntegration,
  services: IntegrationServices,
): ActiveIntegration {
  const { payloadFormatVersion, timeoutMs } = integration;
  const makeRequest = compileFunctionCall(integration, services);
  const eventOf = payloadFormatVersion === '2.0' ? eventV2 : eventV1;
  const mapping = compileRequestMapping(integration.requestParameters);

  function respondWith(invocation: Received): Verdict {
    if (hasFailed(invocation.exchange)) return reject('function.error', 'the function raised an error');
    const read = readHttpFunctionResponse(invocation.exchange.result.body!, payloadFormatVersion);
    if (!read.ok) return reject('function.answer', read.reason);
    invocation.response = read.response;
    return null;
  }

  return {
    readsBody: true,
    buildRequest(invocation) {
      const changes = mapping?.read(invocation) ?? null;
      if (changes === 'tooLong') return reject('mapping.header', mappedTooLong);
      const payload = JSON.stringify(eventOf(invocation, eventSource(invocation, changes)));
      const trace = traceOf(invocation).toBackends;
      const call = { payload, invocationType: 'RequestResponse', trace };
      return beginExchange(invocation, makeRequest(invocation, call));
    },
    call: (invocation) => callFunction(services.backends, invocation, invocation.exchange, timeoutMs),
    mapResponse: null,
    buildResponse: respondWith,
  };
}
