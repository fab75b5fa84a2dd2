import type { HttpRouteResponse } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { shown } from '../below-api/shown.js';

/** A route response as version 2 shows it. */
export const presentRouteResponse = (response: HttpRouteResponse): v2.RouteResponse =>
  shown(response, 'apiId', 'routeId');
