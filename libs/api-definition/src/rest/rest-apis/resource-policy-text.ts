import { parsePolicy } from '#libs/iam-policy';
import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { Owner } from '../../owner.js';

/** Of a policy without the blanks between its parts, its own API written short (guide page "Quotas"). */
export const resourcePolicyCharsMax = 8192;

const invalidPolicy = () =>
  badRequest('Invalid policy document. Please check the policy syntax and ensure that Principals are valid.');

/**
 * A resource policy as it is kept: resources written `execute-api:/...` become whole ARNs of this RestApi, a
 * list of one resource becomes the resource itself (recorded: RestApi policy). '' and null are no policy.
 * Refuses what AWS's policy language does not have; whether principals exist is not asked.
 */
export const readPolicy = (
  text: string | null | undefined,
  { owner, id }: { readonly owner: Owner; readonly id: string },
): Result<string | null> => read(text, `arn:aws:execute-api:${owner.region}:${owner.accountId}:${id}/`);

/**
 * The same of a private domain, whose name is a resource of the account (developer guide: private domains).
 */
export const readDomainPolicy = (text: string | null, { region, accountId }: Owner): Result<string | null> =>
  read(text, `arn:aws:execute-api:${region}:${accountId}:/`);

function read(text: string | null | undefined, prefix: string): Result<string | null> {
  if (!text) return ok(null);
  if (parsePolicy(text, 'resource').policy === undefined) return fail(invalidPolicy());
  const document = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const kept = JSON.stringify(mapRecord(document, 'Statement', (value) => expandStatements(value, prefix)));
  if (kept.replaceAll(prefix, 'execute-api:/').length > resourcePolicyCharsMax) {
    const message = `Invalid policy document. The policy may have at most ${resourcePolicyCharsMax} characters.`;
    return fail(badRequest(message));
  }
  return ok(kept);
}

/**
 * The policy as responses show it: JSON text with its quotes escaped once more than JSON itself needs
 * (recorded: RestApi policy).
 */
export const shownPolicy = (policy: string): string => JSON.stringify(policy).slice(1, -1);

function expandStatements(statements: unknown, prefix: string): unknown {
  const expand = (statement: unknown): unknown =>
    isRecord(statement)
      ? mapRecord(
          mapRecord(statement, 'Resource', (value) => expandResources(value, prefix)),
          'NotResource',
          (value) => expandResources(value, prefix),
        )
      : statement;
  return Array.isArray(statements) ? statements.map(expand) : expand(statements);
}

function expandResources(resources: unknown, prefix: string): unknown {
  if (typeof resources === 'string') return resources.replace(/^execute-api:\//, prefix);
  if (!Array.isArray(resources)) return resources;
  const expanded = resources.map((resource) => expandResources(resource, prefix));
  return expanded.length === 1 ? expanded[0] : expanded;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record with one member, if it is there, changed. */
const mapRecord = (
  record: Readonly<Record<string, unknown>>,
  member: string,
  change: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, name === member ? change(value) : value]),
  );
