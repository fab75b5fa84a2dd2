import { badRequest, concurrentModification, notFound, type Result } from '../../domain-error.js';
import type { Authorizer, AuthorizerKind } from './authorizer.js';
import { checkAuthorizer } from './check-authorizer.js';

/** What CreateAuthorizer is given. */
export interface NewAuthorizer {
  readonly restApiId: string;
  readonly id: string;
  readonly name: string;
  readonly type: AuthorizerKind;
  readonly authType?: string | null;
  readonly providerARNs?: readonly string[] | null;
  readonly authorizerUri?: string | null;
  readonly authorizerCredentials?: string | null;
  readonly identitySource?: string | null;
  readonly identityValidationExpression?: string | null;
  readonly authorizerResultTtlInSeconds?: number | null;
}

/**
 * A new Authorizer (recorded: authorizers). Whether its name is free and its RestApi exists is looked at
 * afterwards, as AWS does.
 */
export const createAuthorizer = (given: NewAuthorizer): Result<Authorizer> =>
  checkAuthorizer({
    restApiId: given.restApiId,
    id: given.id,
    name: given.name,
    type: given.type,
    authType: given.authType || authTypeOf(given.type),
    providerARNs: given.providerARNs?.length ? given.providerARNs : null,
    authorizerUri: given.authorizerUri || null,
    authorizerCredentials: given.authorizerCredentials || null,
    identitySource: given.identitySource || null,
    identityValidationExpression: given.identityValidationExpression || null,
    authorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds ?? null,
  });

/** What the service fills in as `authType` (recorded: authorizers). */
export const authTypeOf = (type: AuthorizerKind): string =>
  type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom';

/** An unknown Authorizer, or one of an unknown RestApi. */
export const unknownAuthorizer = notFound('Invalid Authorizer identifier specified');

/** CreateAuthorizer on an unknown RestApi: 409, not 404 (recorded: authorizers). */
export const unknownApiOfAuthorizer = concurrentModification;

/** Names of Authorizers are unique in a RestApi. */
export const authorizerNameTaken = (name: string) =>
  badRequest(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);
