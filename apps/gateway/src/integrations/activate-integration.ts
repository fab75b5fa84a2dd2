import type { SnapshotMethod } from '#libs/snapshot-format';
import { activateAwsService } from './aws-service/aws-service.js';
import { activateHttpProxy } from './http/http-proxy.js';
import { activateHttp } from './http/http.js';
import { convertProxied } from './http/convert-proxied.js';
import type { IntegrationServices } from './integration-services.js';
import type { ActiveIntegration, MappedSetting } from './integration.js';
import { activateLambdaProxy } from './lambda/lambda-proxy.js';
import { streamResponses } from './lambda/streamed-lambda-proxy.js';
import { activateLambda, byErrorMessage } from './lambda/lambda.js';
import type { IsBinary } from './mapping/binary-media-types.js';
import { compileRequestTemplateChoice } from './mapping/choose-template.js';
import { compileRequestConversion, mayConvert } from './mapping/convert-request.js';
import { compileRestRequestMapping } from './mapping/map-request.js';
import type { ResponseSelection } from './mapping/mapped-response.js';
import { compileRestResponses } from './mapping/rest-responses.js';
import { activateMock } from './mock/mock.js';

/**
 * Compiles the integration of a REST API's method. Throws for what no snapshot may hold; the snapshot is then
 * refused.
 */
export function activateIntegration(
  method: SnapshotMethod,
  isBinary: IsBinary,
  services: IntegrationServices,
): ActiveIntegration {
  const { integration, methodResponses } = method;
  const setting = { isBinary, services };
  switch (integration.type) {
    case 'MOCK': {
      const handling = integration.contentHandling ?? null;
      return activateMock(integration, {
        chooseTemplate: compileRequestTemplateChoice(
          integration.requestTemplates,
          integration.passthroughBehavior,
        ),
        convert: mayConvert(handling, isBinary) ? compileRequestConversion(handling, isBinary) : null,
        responses: compileRestResponses(integration.responses, methodResponses, isBinary),
      });
    }
    case 'HTTP':
      return activateHttp(integration, mappedSetting(integration));
    case 'HTTP_PROXY':
      // What streams is not converted (guide page "Stream the integration response").
      if (integration.streamsResponse) return activateHttpProxy(integration, services);
      return convertProxied(
        activateHttpProxy(integration, services),
        integration.contentHandling ?? null,
        isBinary,
      );
    case 'AWS_SERVICE':
      return activateAwsService(integration, mappedSetting(integration));
    case 'LAMBDA':
      return activateLambda(integration, mappedSetting(integration, byErrorMessage));
    case 'LAMBDA_PROXY':
      return integration.streamsResponse
        ? streamResponses(activateLambdaProxy(integration, setting), integration, setting)
        : activateLambdaProxy(integration, setting);
  }

  function mappedSetting(
    mapped: Extract<typeof integration, { readonly parameters: unknown }>,
    selection?: ResponseSelection,
  ): MappedSetting {
    return {
      mapRequest: compileRestRequestMapping(mapped, isBinary),
      responses: compileRestResponses(mapped.responses, methodResponses, isBinary, selection),
      services,
    };
  }
}
