import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { Owner } from '../../owner.js';
import { checkTags } from '../tags/tags.js';
import type { VpcLink } from './vpc-link.js';

/** What CreateVpcLink is given. */
export interface NewVpcLink {
  readonly name: string;
  readonly description?: string | null;
  readonly targetArns: readonly string[];
  readonly tags?: Readonly<Record<string, string>> | null;
}

/**
 * A new VpcLink. The order of the checks is recorded: VPC links; that one target is the most is public
 * knowledge of the service.
 */
export function createVpcLink(
  given: NewVpcLink,
  { owner, id, nowMs }: { readonly owner: Owner; readonly id: string; readonly nowMs: number },
): Result<VpcLink> {
  if (given.name === '') return fail(nameEmpty);
  if (given.targetArns.length === 0) return fail(badRequest('Target arns cannot be empty'));
  const malformed = given.targetArns.find((arn) => !wellFormed.test(arn));
  if (malformed !== undefined) {
    return fail(badRequest(`Invalid ARN. ARN is not well formed ${malformed}`));
  }
  if (given.targetArns.length > 1) {
    return fail(badRequest('More than one target arn specified for vpc link.'));
  }
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  return ok({
    owner,
    id,
    name: given.name,
    description: given.description || null,
    targetArns: given.targetArns,
    createdAtMs: nowMs,
    deletingSinceMs: null,
    tags: tags.value,
  });
}

export const nameEmpty = badRequest('Name cannot be empty');

const wellFormed = /^arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:\d*:\S+$/;
