import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { checkAuthorizerUri } from '../../rest/authorizers/check-authorizer.js';
import type { ProtocolType } from '../apis/http-api.js';
import { lengthProblem } from '../member-lengths.js';
import { isRoleArn, invalidArn } from '../role-arn.js';
import type { HttpAuthorizer } from './http-authorizer.js';
import { isIssuer } from './issuer.js';

/** Audiences of a JWT authorizer (developer guide: quotas of HTTP APIs). */
const AUDIENCES_MAX = 50;
const TTL_SECONDS_MAX = 3600;

/**
 * Whether the members go together, at creation and after every update. Texts are AWS's but for lengths,
 * names, audiences, and what stands at an authorizer of the other type.
 */
export function checkHttpAuthorizer(
  authorizer: HttpAuthorizer,
  protocolType: ProtocolType,
): Result<HttpAuthorizer> {
  const problem =
    (authorizer.name.trim() === '' ? badRequest('Authorizer name cannot be blank') : null) ??
    lengthProblem('name', authorizer.name, 128) ??
    lengthProblem('identityValidationExpression', authorizer.identityValidationExpression, 1024) ??
    ttlProblem(authorizer) ??
    (protocolType === 'WEBSOCKET'
      ? webSocketProblem(authorizer)
      : authorizer.authorizerType === 'JWT'
        ? jwtProblem(authorizer)
        : functionProblem(authorizer));
  return problem ? fail(problem) : ok(authorizer);
}

function ttlProblem({ authorizerResultTtlInSeconds: ttl }: HttpAuthorizer): DomainError | null {
  return ttl === null || (ttl >= 0 && ttl <= TTL_SECONDS_MAX)
    ? null
    : badRequest('Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.');
}

/** Tokens are looked for in one place. */
const tokenSource = /^\$request\.(?:header|querystring)\.[^\s,]+$/;

function jwtProblem(authorizer: HttpAuthorizer): DomainError | null {
  const { jwtConfiguration, identitySource } = authorizer;
  if (jwtConfiguration === null) return badRequest('JwtConfiguration must not be null for JWT Authorizer');
  const { issuer = '', audience = [] } = jwtConfiguration;
  if (!isIssuer(issuer)) {
    return badRequest('Invalid issuer: Issuer is not a valid URL for JWT Authorizer');
  }
  if (audience.length === 0 || audience.includes('')) {
    return badRequest('Invalid audience: at least one is required for JWT Authorizer, and none may be empty');
  }
  if (audience.length > AUDIENCES_MAX) {
    return badRequest(`Invalid audience: a JWT Authorizer can have at most ${AUDIENCES_MAX}`);
  }
  const [source, ...more] = identitySource;
  if (source === undefined || more.length > 0) {
    return badRequest('Exactly one identity source must be specified for JWT Authorizer');
  }
  if (!tokenSource.test(source)) return invalidSource(source);
  const foreign =
    authorizer.authorizerUri ??
    authorizer.authorizerCredentialsArn ??
    authorizer.authorizerPayloadFormatVersion ??
    authorizer.authorizerResultTtlInSeconds ??
    authorizer.enableSimpleResponses;
  return foreign === null ? null : badRequest('JWT Authorizers have no function, and no settings of one');
}

const requestSource = /^\$(?:request\.(?:header|querystring)|context|stageVariables)\.[^\s,]+$/;

function functionProblem(authorizer: HttpAuthorizer): DomainError | null {
  const { authorizerPayloadFormatVersion: version, identitySource } = authorizer;
  if (version === null) {
    return badRequest('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer');
  }
  if (version !== '1.0' && version !== '2.0') {
    return badRequest(`AuthorizerPayloadFormatVersion ${version} is not supported`);
  }
  if (authorizer.enableSimpleResponses && version !== '2.0') {
    return badRequest('EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".');
  }
  if ((authorizer.authorizerResultTtlInSeconds ?? 0) > 0 && identitySource.length === 0) {
    return badRequest('Identity source must be set if authorizer caching is enabled (TTL is greater than 0)');
  }
  const wrong = identitySource.find((source) => !requestSource.test(source));
  if (wrong !== undefined) return invalidSource(wrong);
  return calledProblem(authorizer);
}

const messageSource = /^(?:route\.request\.(?:header|querystring)|context|stageVariables)\.[^\s,]+$/;

function webSocketProblem(authorizer: HttpAuthorizer): DomainError | null {
  if (authorizer.authorizerType !== 'REQUEST') {
    return badRequest('Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.');
  }
  const wrong = authorizer.identitySource.find((source) => !messageSource.test(source));
  if (wrong !== undefined) return badRequest(`Invalid request identity source expression: ${wrong}`);
  return calledProblem(authorizer);
}

/** What all authorizers with a function must have. */
function calledProblem(authorizer: HttpAuthorizer): DomainError | null {
  const { authorizerUri, authorizerCredentialsArn, jwtConfiguration } = authorizer;
  if (authorizerUri === null) return badRequest('AuthorizerUri is a required field in an Authorizer');
  if (jwtConfiguration !== null) return badRequest('JwtConfiguration must be null for REQUEST Authorizer');
  return (
    checkAuthorizerUri(authorizerUri) ??
    (authorizerCredentialsArn === null || isRoleArn(authorizerCredentialsArn) ? null : invalidArn)
  );
}

const invalidSource = (source: string): DomainError =>
  badRequest(
    `Invalid identity source expression: ${source}. The source must be a request header, request querystring, stage variable or context parameter`,
  );
