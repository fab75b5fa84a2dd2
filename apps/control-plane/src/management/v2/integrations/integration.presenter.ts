import type { HttpIntegration } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { shown } from '../below-api/shown.js';

/** An integration as version 2 shows it. */
export const presentIntegration = ({
  apiGatewayManaged,
  ...integration
}: HttpIntegration): v2.Integration => ({
  ...(apiGatewayManaged && { apiGatewayManaged }),
  ...shown(integration, 'apiId'),
});
