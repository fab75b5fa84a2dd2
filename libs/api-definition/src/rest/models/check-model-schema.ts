import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { findSchemaProblems } from './find-schema-problems.js';
import { parseSchema } from './model-references.js';

/** Characters of a model schema (quotas page: 400 KB). */
const SCHEMA_LENGTH_MAX = 400 * 1024;

/**
 * Whether the text can be a model's schema. An empty one is refused for every content type (recorded:
 * models); JSON models must hold a JSON schema of draft 4, other content types are stored as given.
 */
export function checkModelSchema(schema: string, contentType: string): Result<string> {
  if (schema === '') {
    return fail(badRequest('Model schema must have at least 1 property or array items defined'));
  }
  if (schema.length > SCHEMA_LENGTH_MAX) return fail(invalidModel([invalidSchema]));
  if (!/\bjson\b/i.test(contentType)) return ok(schema);
  const parsed = parseSchema(schema);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return fail(invalidModel([invalidSchema]));
  }
  const problems = findSchemaProblems(parsed as Record<string, unknown>);
  const errors = [
    ...(problems.unsupportedKeywords.length > 0
      ? [`${invalidSchema}. Unsupported keyword(s): ${JSON.stringify(problems.unsupportedKeywords)}`]
      : problems.malformed || problems.foreignReference
        ? [invalidSchema]
        : []),
    ...(problems.foreignReference ? ['Model reference must be in canonical form'] : []),
  ];
  return errors.length > 0 ? fail(invalidModel(errors)) : ok(schema);
}

const invalidSchema = 'Invalid model schema specified';

const invalidModel = (errors: readonly string[]): DomainError =>
  badRequest(`Invalid model specified: Validation Result: warnings : [], errors : [${errors.join(', ')}]`);
