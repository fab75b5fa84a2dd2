import { authorizerTypes, createAuthorizer, type Authorizer } from '#libs/api-definition';
import { elementsOf, entriesOf, member, printed, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { followReference } from './follow-reference.js';
import type { ImportNotes } from './import-notes.js';
import { extension } from './import-settings.js';
import { methodRefusal, printedPlace, type Place } from './place.js';

/** What naming a security scheme means for a method. */
export type SecurityScheme =
  | { readonly kind: 'authorizer'; readonly authorizer: Authorizer }
  | { readonly kind: 'api-key' }
  | { readonly kind: 'iam' }
  /** Left out, with a warning. */
  | { readonly kind: 'ignored' };

/**
 * The security schemes of a document by name; those with an authorizer make one, used or not (recorded:
 * import, authorizers).
 */
export function importSecurity(
  document: OpenApiDocument,
  { restApiId, idOf }: { readonly restApiId: string; readonly idOf: (name: string) => string },
  notes: ImportNotes,
): ReadonlyMap<string, SecurityScheme> {
  const { version, root } = document;
  const schemes = entriesOf(
    version === 'swagger'
      ? member(root, 'securityDefinitions')
      : member(member(root, 'components'), 'securitySchemes'),
  );
  return new Map(
    schemes.flatMap(([name, given]) => {
      const scheme = followReference(document, given, notes);
      // Defined nowhere: what asks for it is refused.
      if (scheme === undefined) return [];
      const authorizer = extension(scheme, 'authorizer');
      if (authorizer !== undefined) {
        return [[name, readAuthorizer({ restApiId, id: idOf(name), name }, scheme, authorizer, notes)]];
      }
      return [[name, schemeWithoutAuthorizer(name, scheme, notes)]];
    }),
  );
}

function schemeWithoutAuthorizer(name: string, scheme: unknown, notes: ImportNotes): SecurityScheme {
  const authType = textOf(extension(scheme, 'authtype'));
  if (authType?.toLowerCase() === 'awssigv4') return { kind: 'iam' };
  const type = textOf(member(scheme, 'type'));
  if (type !== 'apiKey') {
    notes.warnings.push(`Unsupported security definition type '${printed(type)}' for '${name}'. Ignoring.`);
    return { kind: 'ignored' };
  }
  if (textOf(member(scheme, 'name'))?.toLowerCase() === 'x-api-key') return { kind: 'api-key' };
  notes.warnings.push(
    `Unsupported API key '${printed(member(scheme, 'name'))}' for '${name}': only x-api-key is supported. Ignoring.`,
  );
  return { kind: 'ignored' };
}

function readAuthorizer(
  identity: Pick<Authorizer, 'restApiId' | 'id' | 'name'>,
  scheme: unknown,
  given: unknown,
  notes: ImportNotes,
): SecurityScheme {
  const text = (name: string) => textOf(member(given, name)) ?? null;
  const type = authorizerTypes.find((known) => known === text('type')?.toUpperCase());
  if (!type) {
    notes.errors.push(
      `Unable to create authorizer '${identity.name}': Invalid authorizer type specified: ${printed(member(given, 'type'))}`,
    );
    return { kind: 'ignored' };
  }
  const header = textOf(member(scheme, 'name')) || 'Authorization';
  const ttl = member(given, 'authorizerResultTtlInSeconds');
  const authorizer = createAuthorizer({
    ...identity,
    type,
    authType: textOf(extension(scheme, 'authtype')) ?? null,
    providerARNs: elementsOf(member(given, 'providerARNs')).flatMap((arn) => textOf(arn) ?? []),
    authorizerUri: text('authorizerUri'),
    authorizerCredentials: text('authorizerCredentials'),
    identitySource: text('identitySource') || (type === 'REQUEST' ? null : `method.request.header.${header}`),
    identityValidationExpression: text('identityValidationExpression'),
    authorizerResultTtlInSeconds: ttl === undefined || ttl === null ? null : wholeNumber(ttl),
  });
  if (!authorizer.ok) {
    notes.errors.push(`Unable to create authorizer '${identity.name}': ${authorizer.error.message}`);
    return { kind: 'ignored' };
  }
  return { kind: 'authorizer', authorizer: authorizer.value };
}

/** What is no whole number becomes one that the authorizer's own check refuses. */
function wholeNumber(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) ? number : -1;
}

/** How a method is authorized. */
export interface MethodSecurity {
  readonly authorizationType: string;
  readonly authorizer: Authorizer | null;
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
}

/**
 * What the `security` of an operation, or else of the document, asks for; an empty list asks for nothing. A
 * scheme that the document does not define is an error: a method that was to have a lock is never made
 * without one.
 */
export function methodSecurity(
  requirements: unknown,
  schemes: ReadonlyMap<string, SecurityScheme>,
  place: Place,
  notes: ImportNotes,
): MethodSecurity {
  let authorizationType = 'NONE';
  let authorizer: Authorizer | null = null;
  let scopes: readonly string[] = [];
  let apiKeyRequired = false;
  for (const [name, given] of elementsOf(requirements).flatMap(entriesOf)) {
    const scheme = schemes.get(name);
    if (!scheme) {
      const reason = `Invalid authorizer: security scheme '${name}' is not defined.`;
      notes.errors.push(methodRefusal(place, reason));
    } else if (scheme.kind === 'api-key') apiKeyRequired = true;
    else if (scheme.kind !== 'ignored' && authorizationType !== 'NONE') {
      notes.warnings.push(
        `A method has one authorization: '${name}' for ${printedPlace(place)} was left out.`,
      );
    } else if (scheme.kind === 'iam') authorizationType = 'AWS_IAM';
    else if (scheme.kind === 'authorizer') {
      authorizer = scheme.authorizer;
      authorizationType = authorizer.type === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : 'CUSTOM';
      if (authorizer.type === 'COGNITO_USER_POOLS')
        scopes = elementsOf(given).flatMap((scope) => textOf(scope) ?? []);
    }
  }
  return { authorizationType, authorizer, scopes, apiKeyRequired };
}
