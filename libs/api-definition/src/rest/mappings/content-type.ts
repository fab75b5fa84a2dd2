import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { validationResult } from './mapping-expression.js';

// RFC 9110 section 8.3.1: type "/" subtype, parameters allowed. `$default` stands for any other type.
const form = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:\s*;.*)?|\$default)$/;

/** A key of a template map (recorded: integration responses). */
export function checkContentType(contentType: string): Result<string> {
  return form.test(contentType) ? ok(contentType) : fail(invalidContentType(contentType));
}

/** The first key that is no content type. */
export function checkContentTypes(map: Readonly<Record<string, unknown>> | null): DomainError | undefined {
  const wrong = Object.keys(map ?? {}).find((key) => !form.test(key));
  return wrong === undefined ? undefined : invalidContentType(wrong);
}

const invalidContentType = (contentType: string): DomainError =>
  badRequest(validationResult(`Invalid content type specified: ${contentType}`));
