import { apiId } from './documents.js';

/** What the test API's methods are called in policies; of the stage `dev`, all of them by default. */
export const invokeArn = (methods = '*'): string =>
  `arn:aws:execute-api:us-east-1:000000000000:${apiId}/dev/${methods}`;

interface Statement {
  readonly NotPrincipal?: unknown;
  readonly Effect?: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string;
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
  readonly Sid?: string;
}

/** A resource policy of these statements: everybody may invoke everything unless they say otherwise. */
export const resourcePolicy = (...statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Effect: 'Allow',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: invokeArn(),
      ...statement,
    })),
  });

/** The three sides of the table of API Gateway's guide, for methods at any path but `/elsewhere`. */
export const sides = {
  allow: resourcePolicy({}),
  silent: resourcePolicy({ Resource: invokeArn('GET/elsewhere') }),
  deny: resourcePolicy({}, { Effect: 'Deny' }),
} as const;
