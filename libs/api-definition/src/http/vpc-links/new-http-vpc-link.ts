import { badRequest, conflict, fail, ok, type Result } from '../../domain-error.js';
import { checkTags } from '../../account/tags/tags.js';
import { nameEmpty } from '../../account/vpc-links/create-vpc-link.js';
import { lengthProblem } from '../member-lengths.js';
import type { HttpVpcLink } from './http-vpc-link.js';

/** What CreateVpcLink of version 2 is given. */
export interface GivenHttpVpcLink {
  readonly name: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Subnets of a link (developer guide: quotas). */
const SUBNETS_MAX = 10;
const ID_LENGTH_MAX = 64;

/**
 * A new VPC link of version 2. There are no networks here: subnets and security groups are kept as they are
 * named. The texts for an empty name and no subnets are AWS's.
 */
export function newHttpVpcLink(
  given: GivenHttpVpcLink,
  made: Pick<HttpVpcLink, 'owner' | 'vpcLinkId' | 'createdAtMs'>,
): Result<HttpVpcLink> {
  const { name, subnetIds, securityGroupIds = [] } = given;
  const named = checkName(name);
  if (!named.ok) return named;
  if (subnetIds.length === 0) return fail(badRequest('SubnetIds for a vpc link cannot be empty'));
  if (subnetIds.length > SUBNETS_MAX) {
    return fail(badRequest(`A vpc link can have at most ${SUBNETS_MAX} subnets`));
  }
  const wrong = [...subnetIds, ...securityGroupIds].find((id) => id === '' || id.length > ID_LENGTH_MAX);
  if (wrong !== undefined) {
    return fail(badRequest(`Invalid identifier specified for the vpc link: ${wrong.slice(0, 100)}`));
  }
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  return ok({ ...made, name, subnetIds, securityGroupIds, deletingSinceMs: null, tags: tags.value });
}

/** Applies UpdateVpcLink: the name alone can change. A link that is on its way out stays as it is. */
export function renamedHttpVpcLink(link: HttpVpcLink, name: string | undefined): Result<HttpVpcLink> {
  if (link.deletingSinceMs !== null) {
    return fail(conflict(`Vpc link '${link.vpcLinkId}' is being deleted and cannot be updated`));
  }
  if (name === undefined) return ok(link);
  const named = checkName(name);
  return named.ok ? ok({ ...link, name }) : named;
}

function checkName(name: string): Result<null> {
  if (name === '') return fail(nameEmpty);
  const tooLong = lengthProblem('name', name, 128);
  return tooLong ? fail(tooLong) : ok(null);
}

/** An integration that calls through a link, as defined or as a stage serves it; by the route that has it. */
export interface HttpVpcLinkReference {
  readonly integrationMethod: string;
  /** Its integration's id where no route has it. */
  readonly routeId: string;
}

/** A link that integrations use stays; the text, which names them, is AWS's. */
export function checkHttpVpcLinkDeletion(
  vpcLinkId: string,
  references: readonly HttpVpcLinkReference[],
): Result<null> {
  if (references.length === 0) return ok(null);
  const named = references.map(({ integrationMethod, routeId }) => `${integrationMethod}:${routeId}`);
  return fail(
    badRequest(
      `Cannot delete vpc link. Vpc link '${vpcLinkId}', is referenced in [${named.join(', ')}] in format of [Method:Resource].`,
    ),
  );
}
