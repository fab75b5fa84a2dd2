import type { LambdaIntegration } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';
import { reject } from '../../refusals/rejection.js';
import { beginExchange } from '../aws/sign-as.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { alwaysFails, callFunction, compileFunctionCall, hasFailed } from '../lambda/call-function.js';
import { readFunctionResponse } from '../lambda/function-response.js';
import { decodeBase64 } from '../mapping/base64.js';
import { connectionPayload } from './connection-payload.js';

/**
 * AWS_PROXY of a WebSocket API: the event of the connection, and what the function returns; of a message its
 * `body` is what can be sent, and `statusCode` says nothing.
 */
export function activateWebSocketFunction(
  integration: Omit<LambdaIntegration, 'responses'>,
  services: IntegrationServices,
): ActiveIntegration {
  const makeRequest = compileFunctionCall(integration, services);
  const failing = alwaysFails(integration);
  // Bytes are sent to the gateway as Base64, and so are they to the function.
  const isBase64Encoded = integration.contentHandling === 'CONVERT_TO_BINARY';
  return {
    readsBody: true,
    buildRequest(invocation) {
      if (failing) return reject('integration.setting', failing);
      const { body, event } = invocation;
      if (isBase64Encoded && body !== null && decodeBase64(body.toString('latin1')) === null) {
        return reject('mapping.base64', 'the message is not Base64');
      }
      const payload = connectionPayload(invocation, event!, isBase64Encoded);
      const trace = traceOf(invocation).toBackends;
      return beginExchange(
        invocation,
        makeRequest(invocation, { payload, invocationType: 'RequestResponse', trace }),
      );
    },
    call: (invocation) =>
      callFunction(services.backends, invocation, invocation.exchange, integration.timeoutMs),
    mapResponse: null,
    buildResponse,
  };
}

function buildResponse(invocation: Received): Verdict {
  if (hasFailed(invocation.exchange)) return reject('function.error', 'the function raised an error');
  const read = readFunctionResponse(invocation.exchange.result.body!, true);
  if (!read.ok) {
    return reject(read.reason === 'body is not Base64' ? 'mapping.base64' : 'function.answer', read.reason);
  }
  invocation.response = read.response;
  return null;
}
