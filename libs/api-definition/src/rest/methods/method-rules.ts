import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { checkMappings } from '../mappings/mapping-expression.js';
import { httpMethods, type HttpMethod, type Method } from './method.js';
import { checkModels, type MethodReferences } from './method-references.js';

const authorizationTypes = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const;

/** Spelled exactly, in capitals. */
export function readHttpMethod(text: string | null | undefined): Result<HttpMethod> {
  const found = httpMethods.find((name) => name === text);
  if (found) return ok(found);
  return fail(badRequest(`Invalid HttpMethod specified. Valid options are ${httpMethods.join(',')}`));
}

/**
 * What must hold of a method as a whole, whatever order a patch came in. An authorizer of a method that does
 * not use one is dropped without a word (recorded: methods).
 */
export function validateMethod(draft: Method, references: MethodReferences): Result<Method> {
  const authorizationType = draft.authorizationType.toUpperCase();
  if (!authorizationTypes.some((type) => type === authorizationType)) {
    return fail(
      badRequest(`Invalid authorization type specified. Valid options are ${authorizationTypes.join(',')}`),
    );
  }
  const usesAuthorizer = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
  if (usesAuthorizer && !(draft.authorizerId !== null && references.authorizerIds.has(draft.authorizerId))) {
    return fail(
      badRequest(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      ),
    );
  }
  const refusal =
    checkValidator(draft.requestValidatorId, references) ??
    checkModels(draft.requestModels, references) ??
    checkRequestParameters(draft.requestParameters);
  if (refusal) return fail(refusal);
  return ok({ ...draft, authorizationType, authorizerId: usesAuthorizer ? draft.authorizerId : null });
}

function checkValidator(id: string | null, references: MethodReferences): DomainError | undefined {
  return id === null || references.requestValidatorIds.has(id)
    ? undefined
    : badRequest('Invalid Request Validator identifier specified');
}

function checkRequestParameters(parameters: Method['requestParameters']): DomainError | undefined {
  const malformed = checkMappings(parameters, 'method-request');
  if (malformed) return malformed;
  const names = Object.keys(parameters ?? {}).map((key) => key.split('.').slice(3).join('.'));
  return new Set(names).size === names.length
    ? undefined
    : badRequest('Parameter names must be unique across querystring, header and path');
}
