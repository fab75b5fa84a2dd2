import { badRequest, fail, ok, type DomainError, type Result } from '../domain-error.js';
import { apiKeyNotFound, restApiNotFound, stageNotFound, usagePlanNotFound } from '../not-found.js';
import type { Owner } from '../owner.js';

/** What a tag call is about. */
export type TagTarget =
  | { readonly kind: 'rest-api'; readonly id: string }
  | { readonly kind: 'stage'; readonly restApiId: string; readonly stageName: string }
  | { readonly kind: 'api-key'; readonly id: string }
  | { readonly kind: 'usage-plan'; readonly id: string };

/** Reads `arn:aws:apigateway:<region>::/restapis/<id>` and the like: no account, and the region must be the caller's. */
export function readTagTarget(arn: string, owner: Owner): Result<TagTarget> {
  const matched = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+)::\/([a-z]+)\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(
    arn,
  );
  const invalid = fail(badRequest(`Invalid ARN specified in the request: ${arn}`));
  if (!matched) return invalid;
  const [, region, collection, id = '', stageName] = matched;
  if (region !== owner.region) return invalid;
  if (collection === 'restapis') {
    return ok(
      stageName === undefined ? { kind: 'rest-api', id } : { kind: 'stage', restApiId: id, stageName },
    );
  }
  if (stageName !== undefined) return invalid;
  if (collection === 'apikeys') return ok({ kind: 'api-key', id });
  return collection === 'usageplans' ? ok({ kind: 'usage-plan', id }) : invalid;
}

/** The 404 of the target's own noun. */
export function unknownTagTarget(target: TagTarget, owner: Owner): DomainError {
  switch (target.kind) {
    case 'rest-api':
      return restApiNotFound(owner, target.id);
    case 'stage':
      return stageNotFound;
    case 'api-key':
      return apiKeyNotFound;
    case 'usage-plan':
      return usagePlanNotFound;
  }
}
