import type { WebSocketIntegration } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { reject } from '../../refusals/rejection.js';
import { activateAwsService } from '../aws-service/aws-service.js';
import { activateHttp } from '../http/http.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration, MappedSetting } from '../integration.js';
import { hasFailed } from '../lambda/call-function.js';
import { activateLambda, byErrorMessage } from '../lambda/lambda.js';
import { nothingIsBinary } from '../mapping/binary-media-types.js';
import { compileRequestConversion, mayConvert } from '../mapping/convert-request.js';
import type { ResponseSelection } from '../mapping/mapped-response.js';
import { byStatus } from '../mapping/rest-responses.js';
import { activateMock } from '../mock/mock.js';
import { activateWebSocketProxy } from './http-proxy.js';
import { activateWebSocketFunction } from './lambda-proxy.js';
import { compileFrameMapping } from './map-frame.js';
import { compileMessageMapping, compileMessageTemplateChoice } from './map-message.js';

/**
 * Compiles the integration of a WebSocket API's route: REST's, but for what templates and responses are
 * chosen by, and for proxies. `isAnswered`: somebody waits for what comes back, the client of a route with a
 * route response, or a handshake; else it is only looked at for failures. Throws for what no snapshot may
 * hold; the snapshot is then refused.
 */
export function activateWebSocketIntegration(
  integration: WebSocketIntegration,
  services: IntegrationServices,
  isAnswered: boolean,
): ActiveIntegration {
  switch (integration.type) {
    case 'HTTP_PROXY':
      return activateWebSocketProxy(integration, services);
    case 'LAMBDA_PROXY':
      return activateWebSocketFunction(integration, services);
    case 'MOCK': {
      const handling = integration.contentHandling ?? null;
      return oneWayUnless(
        isAnswered,
        activateMock(integration, {
          chooseTemplate: compileMessageTemplateChoice(integration),
          convert: mayConvert(handling, nothingIsBinary)
            ? compileRequestConversion(handling, nothingIsBinary)
            : null,
          responses: compileFrameMapping(integration.responses, byStatus, ({ exchange }) =>
            // Without a template it has none.
            exchange.result.status === 0 ? 200 : exchange.result.status,
          ),
        }),
        () => null,
      );
    }
    case 'HTTP':
      return oneWayUnless(
        isAnswered,
        activateHttp(integration, mappedSetting(integration, byStatus, backendStatus)),
        () => null,
      );
    case 'AWS_SERVICE':
      return oneWayUnless(
        isAnswered,
        activateAwsService(integration, mappedSetting(integration, byStatus, backendStatus)),
        ({ exchange }) =>
          exchange.result.status < 400
            ? null
            : reject('integration.refused', `the service answered ${exchange.result.status}`),
      );
    case 'LAMBDA':
      return oneWayUnless(
        isAnswered,
        activateLambda(integration, mappedSetting(integration, byErrorMessage, functionStatus)),
        ({ exchange }) =>
          hasFailed(exchange) ? reject('function.error', 'the function raised an error') : null,
      );
  }

  function mappedSetting(
    mapped: Extract<typeof integration, { readonly parameters: unknown }>,
    selection: ResponseSelection,
    statusOf: (invocation: Received) => number,
  ): MappedSetting {
    return {
      mapRequest: compileMessageMapping(mapped),
      responses: compileFrameMapping(mapped.responses, selection, statusOf),
      services,
    };
  }
}

const backendStatus = ({ exchange }: Received): number => exchange.result.status;

/** A function that raises an error lets nobody in, whichever response it selects. */
const functionStatus = ({ exchange }: Received): number => (hasFailed(exchange) ? 502 : 200);

/** Nothing of a response is mapped that nobody gets. */
function oneWayUnless(
  isAnswered: boolean,
  integration: ActiveIntegration,
  check: (invocation: Received) => Verdict,
): ActiveIntegration {
  return isAnswered ? integration : { ...integration, mapResponse: null, buildResponse: check };
}
