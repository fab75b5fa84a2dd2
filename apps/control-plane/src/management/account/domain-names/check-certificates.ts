import { badRequest, fail, ok, type DomainName, type Owner, type Result } from '#libs/api-definition';
import { coversName, readCertificateArn, statusAt, type Certificate } from '#libs/certificates';
import { certificates, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';

/** Certificates of edge domains are CloudFront's, and that one's are in this region. */
const edgeRegion = 'us-east-1';

type Named = Pick<
  DomainName,
  'certificateArn' | 'regionalCertificateArn' | 'ownershipVerificationCertificateArn'
>;

interface CheckContext {
  readonly config: Pick<ControlPlaneConfig, 'ownershipVerification'>;
  readonly nowMs: number;
}

/**
 * Whether the certificates that a domain comes to name can be shown for it: the caller's own, in the region
 * of the endpoint, issued, within their time, and for the name. Those that it named before are not asked
 * again, so that a domain whose certificate has expired can be changed. They cannot be deleted until the
 * transaction ends. Three texts are AWS's, as clients have reported them: `Invalid certificate ARN`, `must be
 * owned` and `Missing`; the others are ours.
 */
export async function checkCertificates(
  uow: UnitOfWork,
  domain: DomainName,
  before: Named | null,
  { config, nowMs }: CheckContext,
): Promise<Result<DomainName>> {
  const { owner, certificateArn, regionalCertificateArn, ownershipVerificationCertificateArn } = domain;
  const isEdge = domain.endpointConfiguration.types.includes('EDGE');
  const named = [
    { arn: certificateArn, known: before?.certificateArn, region: isEdge ? edgeRegion : owner.region },
    { arn: regionalCertificateArn, known: before?.regionalCertificateArn, region: owner.region },
    {
      arn: ownershipVerificationCertificateArn,
      known: before?.ownershipVerificationCertificateArn,
      region: owner.region,
      isProof: true,
    },
  ];
  for (const { arn, known, region, isProof = false } of named) {
    if (arn === null || arn === known) continue;
    const found = await hold(uow, { accountId: owner.accountId, region }, arn);
    if (!found.ok) return found;
    const why = whyNotShown(found.value, arn, domain.domainName, nowMs);
    if (why !== undefined) return fail(badRequest(why));
    if (isProof && found.value.type !== 'AMAZON_ISSUED')
      return fail(
        badRequest(
          `The ownershipVerificationCertificateArn must be of a certificate that was issued by request: ${arn}`,
        ),
      );
  }
  if (config.ownershipVerification === 'required' && (await lacksProof(uow, domain)))
    return fail(badRequest('Missing ownershipVerificationCertificate.'));
  return ok(domain);
}

/**
 * Whether a domain with mutual TLS shows a certificate that proves nothing about its name, since anybody may
 * import one, and names no other that does (developer guide: mutual TLS).
 */
async function lacksProof(uow: UnitOfWork, domain: DomainName): Promise<boolean> {
  const { owner, regionalCertificateArn, ownershipVerificationCertificateArn } = domain;
  if (domain.mutualTlsAuthentication === null || ownershipVerificationCertificateArn !== null) return false;
  const named = readCertificateArn(regionalCertificateArn ?? '');
  const shown = named && (await certificates.find(uow, owner, named.id));
  return shown?.type !== 'AMAZON_ISSUED';
}

async function hold(uow: UnitOfWork, owner: Owner, arn: string): Promise<Result<Certificate>> {
  const named = readCertificateArn(arn);
  if (!named || named.owner.region !== owner.region)
    return fail(badRequest(`Invalid certificate ARN: ${arn}. Certificate must be in '${owner.region}'.`));
  const isOwn = named.owner.accountId === owner.accountId;
  const found = isOwn ? await certificates.hold(uow, owner, named.id) : undefined;
  return found
    ? ok(found)
    : fail(badRequest('The certificate provided must be owned by the account creating the domain.'));
}

function whyNotShown(
  certificate: Certificate,
  arn: string,
  domainName: string,
  nowMs: number,
): string | undefined {
  const status = statusAt(certificate, nowMs);
  if (status === 'EXPIRED') return `The certificate ${arn} has expired`;
  if (status !== 'ISSUED' || !certificate.issued)
    return `The certificate ${arn} is not issued: its status is ${status}`;
  return coversName(certificate.issued.facts, domainName)
    ? undefined
    : `The certificate ${arn} is not for the domain name ${domainName}`;
}
