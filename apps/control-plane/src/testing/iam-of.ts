import { IAMClient } from '@aws-sdk/client-iam';
import type { SigningCredentials } from '#libs/sigv4';
import type { TestControlPlane } from './start-control-plane.js';

/** IAM as the SDK calls it, without retries; as the operator where nobody else is named. */
export const iamOf = (
  { url, credentials: operator }: Pick<TestControlPlane, 'url' | 'credentials'>,
  credentials: SigningCredentials = operator,
): IAMClient => new IAMClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });

export const allow = (action: string, resource = '*'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });

export const trust = (principal: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
