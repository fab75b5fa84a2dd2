import type { Demo } from './demo.js';

/** A page of the console: its name as a file, and where it is. */
export interface ConsolePage {
  readonly name: string;
  readonly path: string;
}

/** Every page, with something on each. Tests look at all of them, and so do screenshots. */
export const allPages = (demo: Demo): readonly ConsolePage[] => [
  { name: 'overview', path: '/' },
  { name: 'apis', path: '/apis' },
  { name: 'api-create', path: '/apis/new' },
  { name: 'api-import', path: '/apis/import' },
  { name: 'rest-resources', path: `/apis/${demo.restApiId}/resources` },
  { name: 'rest-models', path: `/apis/${demo.restApiId}/models` },
  { name: 'rest-authorizers', path: `/apis/${demo.restApiId}/authorizers` },
  { name: 'rest-settings', path: `/apis/${demo.restApiId}/settings` },
  { name: 'rest-deployments', path: `/apis/${demo.restApiId}/deployments` },
  { name: 'rest-stages', path: `/apis/${demo.restApiId}/stages` },
  { name: 'rest-stage', path: `/apis/${demo.restApiId}/stages/prod` },
  { name: 'http-routes', path: `/v2/${demo.httpApiId}/routes` },
  { name: 'http-route', path: `/v2/${demo.httpApiId}/routes/${demo.httpRouteId}` },
  { name: 'http-integrations', path: `/v2/${demo.httpApiId}/integrations` },
  {
    name: 'http-integration',
    path: `/v2/${demo.httpApiId}/integrations/${demo.httpIntegrationId}`,
  },
  { name: 'http-authorizers', path: `/v2/${demo.httpApiId}/authorizers` },
  { name: 'http-settings', path: `/v2/${demo.httpApiId}/settings` },
  { name: 'http-stages', path: `/v2/${demo.httpApiId}/stages` },
  { name: 'http-stage', path: `/v2/${demo.httpApiId}/stages/$default` },
  { name: 'websocket-routes', path: `/v2/${demo.webSocketApiId}/routes` },
  { name: 'websocket-route', path: `/v2/${demo.webSocketApiId}/routes/${demo.webSocketRouteId}` },
  {
    name: 'websocket-integration',
    path: `/v2/${demo.webSocketApiId}/integrations/${demo.webSocketIntegrationId}`,
  },
  { name: 'websocket-models', path: `/v2/${demo.webSocketApiId}/models` },
  { name: 'websocket-settings', path: `/v2/${demo.webSocketApiId}/settings` },
  { name: 'websocket-stage', path: `/v2/${demo.webSocketApiId}/stages/prod` },
  { name: 'websocket-connections', path: `/v2/${demo.webSocketApiId}/connections` },
  { name: 'usage-plans', path: '/usage-plans' },
  { name: 'usage-plan', path: `/usage-plans/${demo.usagePlanId}` },
  { name: 'api-keys', path: '/api-keys' },
  { name: 'api-key', path: `/api-keys/${demo.keyId}` },
  { name: 'metrics', path: '/metrics' },
  { name: 'logs', path: '/logs' },
  { name: 'explain', path: `/explain?requestId=${demo.refusedRequestId}` },
  { name: 'captures', path: '/captures' },
  { name: 'capture', path: `/captures/${demo.captureId}` },
  { name: 'audit', path: '/audit' },
  { name: 'domains', path: '/domains' },
  { name: 'domain', path: `/domains/${demo.domains.domainName}` },
  { name: 'domain-private', path: `/domains/${demo.domains.domainName}/${demo.domains.privateId}` },
  { name: 'certificates', path: '/certificates' },
  { name: 'certificate', path: `/certificates/${encodeURIComponent(demo.domains.certificateArn)}` },
  { name: 'certificate-hostile', path: `/certificates/${encodeURIComponent(demo.domains.hostileArn)}` },
  { name: 'gateways', path: '/gateways' },
  { name: 'users', path: '/identity/users' },
  { name: 'user', path: '/identity/users/grace' },
  { name: 'policies', path: '/identity/policies' },
  { name: 'policy', path: `/identity/policies/${encodeURIComponent(demo.policyArn)}` },
  { name: 'roles', path: '/identity/roles' },
  { name: 'role', path: '/identity/roles/deployer' },
];
