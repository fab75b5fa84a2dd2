import { tollgateActionOf } from '../http/tollgate-action.decorator.js';
import { operationOf } from '../wire/operation.decorator.js';
import { acmPermissions } from './acm-permissions.js';
import { v2 } from '#libs/aws-wire';
import { apiGatewayPermissions } from './api-gateway-permissions.js';
import { apiGatewayV2Permissions } from './api-gateway-v2-permissions.js';
import { cloudtrailPermissions } from './cloudtrail-permissions.js';
import { cloudwatchPermissions } from './cloudwatch-permissions.js';
import { iamPermissions } from './iam-permissions.js';
import { logsPermissions } from './logs-permissions.js';
import type { RequiredPermissions } from './permission.js';
import { stsPermissions } from './sts-permissions.js';
import { tollgatePermission } from './tollgate-permission.js';

/** By the name that calls are signed for. A service that is not here is for nobody but roots. */
const byService: ReadonlyMap<string, RequiredPermissions> = new Map<string, RequiredPermissions>([
  ['acm', acmPermissions],
  ['apigateway', apiGatewayPermissions],
  ['cloudtrail', cloudtrailPermissions],
  ['iam', iamPermissions],
  ['monitoring', cloudwatchPermissions],
  ['sts', stsPermissions],
  ['logs', logsPermissions],
]);

/** What calls of a handler need; undefined for one of which nothing is known. */
export function requiredPermissionsOf(handler: object): RequiredPermissions | undefined {
  const action = tollgateActionOf(handler);
  if (action) return (call) => [tollgatePermission(action, call)];
  const operation = operationOf(handler);
  if (!operation) return undefined;
  const required =
    operation.service === v2.service ? apiGatewayV2Permissions : byService.get(operation.service.name);
  return required && ((call) => required({ ...call, operation }));
}
