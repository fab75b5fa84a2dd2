import type { HttpApiIntegration } from '#libs/snapshot-format';
import { reject } from '../../refusals/rejection.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { activateHttpApiFunction } from './lambda-proxy.js';
import { activateHttpApiProxy } from './http-proxy.js';
import { activateHttpApiService } from './service.js';

/**
 * Compiles the integration of a route. Throws for what no snapshot may hold; the snapshot is then refused.
 */
export function activateHttpIntegration(
  integration: HttpApiIntegration,
  services: IntegrationServices,
): ActiveIntegration {
  switch (integration.type) {
    case 'NONE':
      return noIntegration;
    case 'HTTP_PROXY':
      return activateHttpApiProxy(integration, services);
    case 'LAMBDA_PROXY':
      return activateHttpApiFunction(integration, services);
    case 'AWS_SUBTYPE':
      return activateHttpApiService(integration, services);
  }
}

const noIntegration: ActiveIntegration = {
  readsBody: false,
  buildRequest: ({ method }) => reject('route.no_integration', method.routeKey ?? ''),
  call: null,
  mapResponse: null,
  buildResponse: () => null,
};
