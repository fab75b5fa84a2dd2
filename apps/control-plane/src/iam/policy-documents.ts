import { fail, ok, type Result } from '#libs/api-definition';
import { malformedPolicy, type IdentityError } from '#libs/identity';
import { parsePolicy, type ParseOptions, type PolicyKind } from '#libs/iam-policy';

/** Whether it is a policy of the kind; IAM keeps and gives back the text as it was given. */
export function checkDocument(
  document: string,
  kind: PolicyKind,
  options?: ParseOptions,
): Result<void, IdentityError> {
  const { fault } = parsePolicy(document, kind, options);
  return fault === undefined ? ok(undefined) : fail(malformedPolicy(fault));
}

/** As IAM gives documents back: percent-encoded by RFC 3986 (API reference: GetUserPolicy). */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
