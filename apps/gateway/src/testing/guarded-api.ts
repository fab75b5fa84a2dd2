import type { FunctionAuthorizer, MethodAuthorization, SnapshotMethod } from '#libs/snapshot-format';
import { integrationResponse, lambda, method, mock, snapshot } from './documents.js';

/** An API whose methods Lambda authorizers guard, each in its own way, and policies of these. */
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
export const allow = (...resources: string[]) => policy('Allow', ...resources);
export const policy = (effect: string, ...resources: string[]) => ({
  principalId: 'anna',
  context: { tenant: 't1', level: 3, isAdmin: true },
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resources }],
  },
});
export const everything = 'arn:aws:execute-api:*:*:*/*';

const authorizer = (id: string, change: Partial<FunctionAuthorizer> = {}): FunctionAuthorizer => ({
  type: 'TOKEN',
  id,
  region: 'us-east-1',
  functionArn: { parts: [{ kind: 'text', text: arnOf(id) }] },
  identitySources: [
    { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
  ],
  identityPattern: null,
  resultTtlSeconds: 300,
  ...change,
});
const by = (authorizerId: string): MethodAuthorization => ({ type: 'CUSTOM', authorizerId });
const printing = (template: string, authorization: MethodAuthorization): SnapshotMethod =>
  method(mock({}, [integrationResponse('200', null, { 'application/json': template })]), { authorization });

export const guardedApi = () =>
  snapshot(
    {
      '/kept': { ANY: printing('$context.authorizer.principalId $context.authorizer.tenant', by('kept')) },
      '/pets/{id}': { GET: printing('pet', by('kept')) },
      '/each': { GET: printing('each', by('each')) },
      '/patterned': { GET: printing('patterned', by('patterned')) },
      '/request': { GET: printing('request', by('request')) },
      '/backend': { GET: method(lambda('LAMBDA_PROXY', arnOf('backend')), { authorization: by('kept') }) },
      '/open': { GET: printing('$context.authorizer.principalId', { type: 'NONE' }) },
    },
    {
      requires: ['authorizers'],
      authorizers: {
        kept: authorizer('kept'),
        each: authorizer('each', { resultTtlSeconds: 0 }),
        patterned: authorizer('patterned', { identityPattern: 'Bearer [a-z]+' }),
        request: authorizer('request', {
          type: 'REQUEST',
          identitySources: [
            { location: 'header', name: 'A', expression: 'method.request.header.A' },
            { location: 'querystring', name: 'b', expression: 'method.request.querystring.b' },
          ],
        }),
      },
      gatewayResponses: {
        ACCESS_DENIED: {
          statusCode: null,
          responseParameters: { 'gatewayresponse.header.x-who': 'context.authorizer.tenant' },
          responseTemplates: {},
        },
      },
    },
  );
