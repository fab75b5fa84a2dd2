import type { UriTemplate } from '#libs/mapping-templates';

/** An Authorizer as gateways run it: everything read that does not depend on the request. */
export type SnapshotAuthorizer = FunctionAuthorizer | UserPoolAuthorizer;

/** A function that is called with a token or the request, and answers with a policy. */
export interface FunctionAuthorizer {
  readonly type: 'TOKEN' | 'REQUEST';
  readonly id: string;
  /** Of the endpoint that is asked. */
  readonly region: string;
  /** ARN or name, with stage variables. */
  readonly functionArn: UriTemplate;
  /** The role that calls it, as of an integration; missing: the gateway itself. */
  readonly credentials?: UriTemplate;
  /** TOKEN has exactly one, a header. */
  readonly identitySources: readonly IdentitySource[];
  /** TOKEN only: what the whole token must look like; null when it may be anything. */
  readonly identityPattern: string | null;
  /**
   * Seconds for which a result holds; 0 = every request asks anew, and REQUEST does not insist on its
   * identity sources.
   */
  readonly resultTtlSeconds: number;
}

/** Tokens of Cognito user pools, checked with the pools' published keys. */
export interface UserPoolAuthorizer {
  readonly type: 'COGNITO_USER_POOLS';
  readonly id: string;
  readonly identitySources: readonly IdentitySource[];
  /** What the audience of a token must look like; null when it may be anything. */
  readonly identityPattern: string | null;
  readonly userPools: readonly UserPool[];
  readonly resultTtlSeconds: number;
}

export interface UserPool {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly userPoolId: string;
}

/** Where a part of the caller's identity is read from. */
export interface IdentitySource {
  readonly location: 'header' | 'querystring' | 'stageVariables' | 'context';
  readonly name: string;
  /** As defined, for the execution log: `method.request.header.Authorization`. */
  readonly expression: string;
}
