import { randomBytes } from 'node:crypto';
import {
  badRequest,
  createDomainName as decideDomainName,
  fail,
  newId,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { domainNames, type Sealer, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import type { Limits } from '../../../definition/limits.js';
import { presentDomainName } from './domain-name.presenter.js';
import { readUploadedCertificate } from './read-uploaded-certificate.js';

/** What a new domain name needs of the process. */
interface CreateContext {
  readonly config: Pick<ControlPlaneConfig, 'domain'>;
  readonly sealer: Sealer;
  readonly limits: Limits;
  readonly nowMs: number;
}

const ID_LENGTH = 10;

/**
 * CreateDomainName: a name that somebody has, in whatever account, is refused, as a name leads to one place
 * only.
 */
export async function createDomainName(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.CreateDomainNameRequest,
  { config, sealer, limits, nowMs }: CreateContext,
): Promise<Result<v1.DomainName>> {
  const created = decideDomainName(input, { owner, id: newId(ID_LENGTH, randomBytes), nowMs });
  if (!created.ok) return created;
  const uploaded = readUploadedCertificate(input);
  if (!uploaded.ok) return uploaded;
  const sealed =
    uploaded.value &&
    sealer.seal(JSON.stringify(uploaded.value), domainNames.sealContextOf(created.value.id));
  if (!(await domainNames.insert(uow, created.value, sealed))) {
    return fail(badRequest('The domain name you provided already exists.'));
  }
  const within = await limits.require(uow, 'domainNames', owner);
  if (!within.ok) return within;
  return ok(presentDomainName(created.value, config));
}
