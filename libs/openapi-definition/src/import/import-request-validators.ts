import { createRequestValidator, type RequestValidator } from '#libs/api-definition';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { entriesOf, isTrue, member } from '../document/read-value.js';
import type { ImportNotes } from './import-notes.js';
import { extension } from './import-settings.js';

/** Those of `x-amazon-apigateway-request-validators`, by name. */
export function importRequestValidators(
  { root }: OpenApiDocument,
  restApiId: string,
  idOf: (name: string) => string,
  notes: ImportNotes,
): ReadonlyMap<string, RequestValidator> {
  const validators = new Map<string, RequestValidator>();
  for (const [name, given] of entriesOf(extension(root, 'request-validators'))) {
    const validator = createRequestValidator({
      restApiId,
      id: idOf(name),
      name,
      validateRequestBody: isTrue(member(given, 'validateRequestBody')),
      validateRequestParameters: isTrue(member(given, 'validateRequestParameters')),
    });
    if (validator.ok) validators.set(name, validator.value);
    else notes.errors.push(`Unable to create request validator '${name}': ${validator.error.message}`);
  }
  return validators;
}
