import { isPrivateDomain, type DomainName } from '#libs/api-definition';
import { readCertificateArn, statusAt } from '#libs/certificates';
import {
  accessAssociations,
  basePathMappings,
  certificates,
  domainNames,
  domainPublications,
  gateways,
  routingRules,
  type DomainPublication,
  type Gateway,
  type UnitOfWork,
} from '#libs/persistence';
import { domainDocument } from '#libs/snapshot-compiler';
import { documentNames } from '#libs/snapshot-format';

/** Where a domain stands at this moment. */
export interface DomainStatus {
  /** AVAILABLE: every connected gateway serves it as it is defined. */
  readonly status: 'AVAILABLE' | 'UPDATING' | 'FAILED' | 'PENDING_OWNERSHIP_VERIFICATION';
  /** Why it has failed, or what is missing. */
  readonly message?: string;
}

/** What a write says that nobody has waited for. */
const updating: DomainStatus = { status: 'UPDATING' };

/** The status of one domain. */
export async function domainStatus(uow: UnitOfWork, domain: DomainName): Promise<DomainStatus> {
  return (await domainStatuses(uow, [domain])).get(domain.id) ?? updating;
}

/**
 * The status of domains, by their ids: worked out of what is published of them, and what connected gateways
 * have acknowledged. Nothing of it is kept, and no timer runs.
 */
export async function domainStatuses(
  uow: UnitOfWork,
  domains: readonly DomainName[],
): Promise<ReadonlyMap<string, DomainStatus>> {
  const named = domains.map((domain) => ({ id: domain.id, documentName: documentNameOf(domain) }));
  const publications = await domainPublications(uow, named);
  const connected = (await gateways.list(uow)).filter((gateway) => gateway.connected);
  const statuses = new Map<string, DomainStatus>();
  for (const { id, documentName } of named) {
    const publication = publications.get(id)!;
    const failure = await givenUp(uow, id, publication);
    statuses.set(id, failure ?? statusOf(publication, documentName, connected));
  }
  for (const domain of domains) {
    const unproven = await whyUnproven(uow, domain);
    if (unproven && statuses.get(domain.id)!.status !== 'FAILED') statuses.set(domain.id, unproven);
  }
  return statuses;
}

/**
 * What proved whose the name is has expired since (developer guide: mutual TLS); null while it proves it, or
 * none is named. The domain is served on.
 */
async function whyUnproven(
  uow: UnitOfWork,
  { owner, ownershipVerificationCertificateArn: arn }: DomainName,
): Promise<DomainStatus | null> {
  const named = arn === null ? undefined : readCertificateArn(arn);
  if (!named) return null;
  const found = await certificates.find(uow, owner, named.id);
  const status = found ? statusAt(found, Date.now()) : 'gone';
  return status === 'ISSUED'
    ? null
    : {
        status: 'PENDING_OWNERSHIP_VERIFICATION',
        message: `The ownershipVerificationCertificateArn ${arn} is ${status}`,
      };
}

function statusOf(
  { seq, isOpen }: DomainPublication,
  documentName: string,
  connected: readonly Gateway[],
): DomainStatus {
  if (isOpen || seq === null) return updating;
  for (const { id, refused } of connected) {
    const refusal = refused.find(
      ({ kind, name, seq: refusedSeq }) => kind === 'domain' && name === documentName && refusedSeq === seq,
    );
    if (refusal) return { status: 'FAILED', message: `Gateway ${id} refuses it: ${refusal.reason}` };
  }
  return connected.every(({ appliedSeq }) => appliedSeq >= seq) ? { status: 'AVAILABLE' } : updating;
}

/** A job that was given up counts unless a later one has published what it would have. */
async function givenUp(
  uow: UnitOfWork,
  domainId: string,
  { digest, isOpen, givenUpFor }: DomainPublication,
): Promise<DomainStatus | null> {
  if (givenUpFor === null || isOpen) return null;
  const found = await domainNames.findAnywhere(uow, domainId);
  if (!found) return null;
  const wanted = domainDocument({
    ...found,
    mappings: await basePathMappings.all(uow, domainId),
    routingRules: await routingRules.all(uow, domainId),
    vpcEndpointIds: await accessAssociations.sourcesOf(uow, domainId),
  });
  return wanted.digest === digest
    ? null
    : { status: 'FAILED', message: `Its newest change could not be published: ${givenUpFor}` };
}

const documentNameOf = (domain: DomainName): string =>
  documentNames.domain(domain.domainName, isPrivateDomain(domain) ? domain.id : null);
