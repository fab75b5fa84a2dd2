import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { defaultAuthorizerTtlInSeconds, type Authorizer } from './authorizer.js';

/**
 * Whether the members go together, at creation and after every patch. The text for the URI is AWS's; for the
 * others only the rules are published (API reference: CreateAuthorizer; developer guide: Lambda authorizers),
 * the texts are ours.
 */
export function checkAuthorizer(authorizer: Authorizer): Result<Authorizer> {
  const problem =
    nameProblem(authorizer) ??
    ttlProblem(authorizer) ??
    (authorizer.type === 'COGNITO_USER_POOLS'
      ? providerProblem(authorizer)
      : checkAuthorizerUri(authorizer.authorizerUri)) ??
    identityProblem(authorizer);
  return problem ? fail(problem) : ok(authorizer);
}

/** Ours: AWS's own limit is not published. */
const NAME_LENGTH_MAX = 256;

function nameProblem({ name }: Authorizer): DomainError | null {
  if (name.trim() === '') return badRequest('Authorizer name cannot be blank');
  return name.length <= NAME_LENGTH_MAX
    ? null
    : badRequest(`Authorizer name must have at most ${NAME_LENGTH_MAX} characters`);
}

const TTL_SECONDS_MAX = 3600;

function ttlProblem({ authorizerResultTtlInSeconds: ttl }: Authorizer): DomainError | null {
  return ttl === null || (ttl >= 0 && ttl <= TTL_SECONDS_MAX)
    ? null
    : badRequest(`Invalid authorizerResultTtlInSeconds specified: must be between 0 and ${TTL_SECONDS_MAX}`);
}

/**
 * A region is checked for its shape; what follows `functions/` may hold stage variables and is the Lambda
 * service's to refuse.
 */
const functionUri =
  /^arn:aws[a-z-]*:apigateway:[a-z]{2}(?:-[a-z]+)+-\d+:lambda:path\/.*functions\/.+\/invocations$/s;

/** Characters. Also keeps the expression above from going over a long text many times. */
const URI_LENGTH_MAX = 2048;

/**
 * What is wrong with the URI of an authorizer's function, in AWS's words; those of both versions say it so.
 */
export function checkAuthorizerUri(authorizerUri: string | null): DomainError | null {
  return authorizerUri !== null && authorizerUri.length <= URI_LENGTH_MAX && functionUri.test(authorizerUri)
    ? null
    : badRequest(
        `Invalid Authorizer URI: ${authorizerUri}. ` +
          'Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.',
      );
}

const userPoolArn = /^arn:aws[a-z-]*:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/[\w-]+$/;

function providerProblem({ providerARNs }: Authorizer): DomainError | null {
  if (!providerARNs?.length) {
    return badRequest('Provider ARNs must be specified for authorizers of type COGNITO_USER_POOLS');
  }
  return providerARNs.every((arn) => userPoolArn.test(arn))
    ? null
    : badRequest('Invalid ARN specified in the request');
}

const headerSource = /^method\.request\.header\.[^\s,]+$/;
const requestSource = /^(?:method\.request\.(?:header|querystring)|stageVariables|context)\.[^\s,]+$/;

function identityProblem({ type, identitySource, ...authorizer }: Authorizer): DomainError | null {
  if (identitySource === null) {
    const cached = (authorizer.authorizerResultTtlInSeconds ?? defaultAuthorizerTtlInSeconds) > 0;
    if (type === 'REQUEST' && !cached) return null;
    return badRequest(
      type === 'REQUEST'
        ? 'Identity source must be specified when authorization caching is enabled'
        : `Identity source must be specified for authorizers of type ${type}`,
    );
  }
  const sources = identitySource.split(',').map((source) => source.trim());
  const fits =
    type === 'REQUEST'
      ? sources.every((source) => requestSource.test(source))
      : sources.length === 1 && headerSource.test(sources[0]!);
  return fits ? null : badRequest(`Invalid identity source specified: ${identitySource}`);
}
