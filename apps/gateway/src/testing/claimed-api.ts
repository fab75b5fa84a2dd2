import type { SnapshotMethod, UserPoolAuthorizer } from '#libs/snapshot-format';
import { integrationResponse, method, mock, snapshot } from './documents.js';

/** An API whose methods ask for tokens of user pools, each in its own way. */
export const poolId = 'us-east-1_pool1';
export const poolArn = (id: string) => `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`;
const poolOf = (id: string) => ({
  arn: poolArn(id),
  partition: 'aws',
  region: 'us-east-1',
  userPoolId: id,
});
const authorizer = (id: string, change: Partial<UserPoolAuthorizer> = {}): UserPoolAuthorizer => ({
  type: 'COGNITO_USER_POOLS',
  id,
  identitySources: [
    { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
  ],
  identityPattern: null,
  userPools: [poolOf(poolId)],
  resultTtlSeconds: 300,
  ...change,
});
const claimed = (authorizerId: string, scopes: readonly string[] = []): SnapshotMethod =>
  method(
    mock({}, [integrationResponse('200', null, { 'application/json': '$context.authorizer.claims.sub' })]),
    {
      authorization: { type: 'COGNITO_USER_POOLS', authorizerId, scopes },
    },
  );
export const claimedApi = () =>
  snapshot(
    {
      '/id': { GET: claimed('pool') },
      '/scoped': { GET: claimed('pool', ['pets/read', 'pets/write']) },
      '/audience': { GET: claimed('audience') },
      '/audience-scoped': { GET: claimed('audience', ['pets/read']) },
      '/oidc': { GET: claimed('oidc') },
      '/oidc-scoped': { GET: claimed('oidc', ['pets/read']) },
      '/texts': {
        GET: method(
          mock({}, [
            integrationResponse(
              '200',
              null,
              {
                'application/json':
                  "$context.authorizer.claims['custom:role'] $context.authorizer.claims.email $!context.authorizer.claims.none",
              },
              { 'x-role': 'context.authorizer.claims.custom:role' },
            ),
          ]),
          { authorization: { type: 'COGNITO_USER_POOLS', authorizerId: 'pool', scopes: [] } },
        ),
      },
      '/away': { GET: claimed('away') },
    },
    {
      requires: ['authorizers'],
      authorizers: {
        pool: authorizer('pool'),
        audience: authorizer('audience', { identityPattern: 'client-[0-9]' }),
        oidc: authorizer('oidc', { userPools: [poolOf('us-east-1_oidc')], identityPattern: 'api' }),
        away: authorizer('away', { userPools: [poolOf('us-east-1_away')] }),
      },
    },
  );
