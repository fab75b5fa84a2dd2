import type { HttpIntegrationResponse } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { shown } from '../below-api/shown.js';

/** An integration response as version 2 shows it. */
export const presentIntegrationResponse = (response: HttpIntegrationResponse): v2.IntegrationResponse =>
  shown(response, 'apiId', 'integrationId');
