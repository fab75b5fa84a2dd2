import {
  putMethod,
  putMethodResponse,
  type Method,
  type MethodReferences,
  type RequestValidator,
} from '#libs/api-definition';
import { entriesOf, member, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { followReference } from './follow-reference.js';
import { requestModelsOf, responseModelsOf } from './import-bodies.js';
import { importIntegration } from './import-integration.js';
import type { ImportedModels } from './import-models.js';
import type { ImportNotes } from './import-notes.js';
import { importParameters } from './import-parameters.js';
import { methodSecurity, type SecurityScheme } from './import-security.js';
import { isLeftOpen, nothingSupported } from './left-open.js';
import { extension } from './import-settings.js';
import { methodRefusal, printedPlace, type Place } from './place.js';

/** What every method of a document is read with. */
export interface MethodContext {
  readonly document: OpenApiDocument;
  readonly models: ImportedModels;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** By name. */
  readonly validators: ReadonlyMap<string, RequestValidator>;
  /** Grows with the models of inline schemas. */
  readonly references: MethodReferences;
  readonly notes: ImportNotes;
}

/** Where a method belongs. */
export interface MethodTarget {
  readonly place: Place;
  readonly resource: { readonly restApiId: string; readonly id: string };
  /** What the integration gets when the document names none. */
  readonly cacheNamespace: string;
}

/**
 * One operation as a Method with its responses and integration; undefined, with an error noted, when it
 * cannot be one.
 */
export function importMethod(
  context: MethodContext,
  { pathItem, operation }: { readonly pathItem: unknown; readonly operation: unknown },
  { place, resource, cacheNamespace }: MethodTarget,
): Method | undefined {
  const { document, models, validators, references, notes } = context;
  const { requestParameters, bodySchema } = importParameters(document, { pathItem, operation, place }, notes);
  const requestModels = requestModelsOf(document, operation, bodySchema, models, notes);
  const security = securityOf(context, operation, place);
  const operationName = textOf(member(operation, 'operationId'));
  const validatorName = textOf(
    extension(operation, 'request-validator') ?? extension(document.root, 'request-validator'),
  );
  const validator = validatorName === undefined ? undefined : validators.get(validatorName);
  const refuse = (message: string): undefined => {
    notes.errors.push(methodRefusal(place, message));
  };
  if (validatorName !== undefined && !validator)
    return refuse(`Invalid Request Validator specified: ${validatorName}`);
  const put = putMethod(
    {
      restApiId: resource.restApiId,
      resourceId: resource.id,
      httpMethod: place.httpMethod,
      authorizationType: security.authorizationType,
      ...(security.authorizer && { authorizerId: security.authorizer.id }),
      authorizationScopes: security.scopes,
      apiKeyRequired: security.apiKeyRequired,
      ...(operationName && { operationName }),
      ...(validator && { requestValidatorId: validator.id }),
      ...(requestParameters && { requestParameters }),
      ...(requestModels && { requestModels }),
    },
    references,
  );
  if (!put.ok) return refuse(put.error.message);
  const method = withResponses(put.value, operation, place, context);
  const integration = extension(operation, 'integration');
  return integration === undefined
    ? method
    : importIntegration(method, integration, { place, cacheNamespace }, notes);
}

function securityOf({ document, schemes, notes }: MethodContext, operation: unknown, place: Place) {
  const asked = member(operation, 'security') ?? member(document.root, 'security');
  const security = methodSecurity(asked, schemes, place, notes);
  // An older way to ask for IAM (developer guide: x-amazon-apigateway-auth).
  const auth = textOf(member(extension(operation, 'auth'), 'type'));
  // A word that is no type goes on to be refused: a lock is never left out.
  if (auth && security.authorizationType === 'NONE') return { ...security, authorizationType: auth };
  if (isLeftOpen(asked, schemes, security)) {
    notes.warnings.push(`The method ${printedPlace(place)} is open: ${nothingSupported}`);
  }
  return security;
}

function withResponses(
  method: Method,
  operation: unknown,
  place: Place,
  { document, models, references, notes }: MethodContext,
): Method {
  let result = method;
  for (const [statusCode, given] of entriesOf(member(operation, 'responses'))) {
    // Extensions may stand among the responses.
    if (statusCode.startsWith('x-')) continue;
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      notes.warnings.push(`Unsupported response '${statusCode}' of ${printedPlace(place)}. Ignoring.`);
      continue;
    }
    const response = followReference(document, given, notes);
    const headers = entriesOf(member(response, 'headers')).map(
      ([name, header]) =>
        [
          `method.response.header.${name}`,
          member(followReference(document, header, notes), 'required') === true,
        ] as const,
    );
    const put = putMethodResponse(
      result,
      {
        statusCode,
        responseParameters: headers.length > 0 ? Object.fromEntries(headers) : null,
        responseModels: responseModelsOf(document, operation, response, models) ?? null,
      },
      references,
    );
    if (put.ok) result = put.value;
    else
      notes.errors.push(
        `Unable to put method response '${statusCode}' on ${printedPlace(place)}: ${put.error.message}`,
      );
  }
  return result;
}
