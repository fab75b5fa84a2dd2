import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { SigningCredentials } from '#libs/sigv4';
import { makeUser } from './make-principals.js';
import type { TestControlPlane } from './start-control-plane.js';

/** A user, and the services as it calls them. */
export interface LimitedUser {
  readonly arn: string;
  readonly name: string;
  readonly credentials: SigningCredentials;
  readonly gateway: APIGatewayClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

export const allowing = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: object = {},
) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

export const denying = (Action: string, Resource = '*', more: object = {}) => ({
  ...allowing(Action, Resource, more),
  Effect: 'Deny',
});

let users = 0;

/** Makes a user who may do what these statements say. */
export async function limitedUser(plane: TestControlPlane, ...policy: object[]): Promise<LimitedUser> {
  const name = `user${++users}`;
  const credentials = await makeUser(plane, name, '/', policy.length > 0 ? { policy } : {});
  const common = { endpoint: plane.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  return {
    arn: `arn:aws:iam::${plane.accountId}:user/${name}`,
    name,
    credentials,
    gateway: new APIGatewayClient(common),
    iam: new IAMClient(common),
    sts: new STSClient(common),
  };
}

/** How API Gateway refuses; `why` where it is not that no policy allows it. */
export const notAuthorized = (who: string, action: string, resource: string, why?: string): string =>
  `403 AccessDeniedException: User: ${who} is not authorized to perform: ${action} on resource: ${resource} ` +
  (why ?? `because no identity-based policy allows the ${action} action`);

/** Of what API Gateway has in the region of tests. */
export const gatewayArn = (path: string): string => `arn:aws:apigateway:us-east-1::${path}`;
