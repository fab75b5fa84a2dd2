import type { HttpRoute } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { shown } from '../below-api/shown.js';

/** A route as version 2 shows it. */
export const presentRoute = ({ apiGatewayManaged, ...route }: HttpRoute): v2.Route => ({
  ...(apiGatewayManaged && { apiGatewayManaged }),
  ...shown(route, 'apiId'),
});
