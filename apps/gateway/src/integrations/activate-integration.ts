import type { SnapshotMethod } from '#libs/snapshot-format';
import { activateAwsService } from './aws-service/aws-service.js';
import { activateHttpProxy } from './http/http-proxy.js';
import { activateHttp } from './http/http.js';
import { convertProxied } from './http/convert-proxied.js';
import type { IntegrationServices } from './integration-services.js';
import type { ActiveIntegration } from './integration.js';
import { activateLambdaProxy } from './lambda/lambda-proxy.js';
import { streamResponses } from './lambda/streamed-lambda-proxy.js';
import { activateLambda } from './lambda/lambda.js';
import type { IsBinary } from './mapping/binary-media-types.js';
import { activateMock } from './mock/mock.js';

/** Compiles a method's integration. Throws for what no snapshot may hold; the snapshot is then refused. */
export function activateIntegration(
  method: SnapshotMethod,
  isBinary: IsBinary,
  services: IntegrationServices,
): ActiveIntegration {
  const { integration, methodResponses } = method;
  const setting = { methodResponses, isBinary, services };
  switch (integration.type) {
    case 'MOCK':
      return activateMock(integration, setting);
    case 'HTTP':
      return activateHttp(integration, setting);
    case 'HTTP_PROXY':
      // What streams is not converted (guide page "Stream the integration response").
      if (integration.streamsResponse) return activateHttpProxy(integration, services);
      return convertProxied(
        activateHttpProxy(integration, services),
        integration.contentHandling ?? null,
        isBinary,
      );
    case 'AWS_SERVICE':
      return activateAwsService(integration, setting);
    case 'LAMBDA':
      return activateLambda(integration, setting);
    case 'LAMBDA_PROXY':
      return integration.streamsResponse
        ? streamResponses(activateLambdaProxy(integration, setting), integration, setting)
        : activateLambdaProxy(integration, setting);
  }
}
