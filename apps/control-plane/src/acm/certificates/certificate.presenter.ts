import type { Owner } from '#libs/api-definition';
import type { acm } from '#libs/aws-wire';
import { certificateArn, statusAt, type Certificate } from '#libs/certificates';
import type { ListedCertificate } from '#libs/persistence';

const dateOf = (ms: number | null | undefined): Date | undefined =>
  ms === null || ms === undefined ? undefined : new Date(ms);

/** A domain that shows the certificate, by the ARN that policies know it by. */
export const userArn = (
  { region, accountId }: Owner,
  { domainName, domainNameId }: { readonly domainName: string; readonly domainNameId: string | null },
): string =>
  domainNameId === null
    ? `arn:aws:apigateway:${region}::/domainnames/${domainName}`
    : `arn:aws:apigateway:${region}:${accountId}:/domainnames/${domainName}+${domainNameId}`;

/** What list and details have in common. */
function common(certificate: Certificate, nowMs: number) {
  const facts = certificate.issued?.facts;
  return {
    CertificateArn: certificateArn(certificate.owner, certificate.id),
    DomainName: certificate.domainName ?? undefined,
    Status: statusAt(certificate, nowMs),
    Type: certificate.type,
    KeyAlgorithm: certificate.keyAlgorithm,
    NotBefore: dateOf(facts?.notBeforeMs),
    NotAfter: dateOf(facts?.notAfterMs),
    CreatedAt: dateOf(certificate.createdAtMs),
    ImportedAt: dateOf(certificate.importedAtMs),
    IssuedAt: dateOf(certificate.issuedAtMs),
    RenewalEligibility: certificate.type === 'IMPORTED' ? ('INELIGIBLE' as const) : ('ELIGIBLE' as const),
  };
}

/** DescribeCertificate's view. `users`: ARNs. */
export function presentDetail(
  certificate: Certificate,
  { users, isRenewing }: { readonly users: readonly string[]; readonly isRenewing: boolean },
  nowMs: number,
): acm.CertificateDetail {
  const facts = certificate.issued?.facts;
  return {
    ...common(certificate, nowMs),
    SubjectAlternativeNames: [...certificate.subjectAlternativeNames],
    Serial: facts?.serial,
    Subject: facts?.subject,
    Issuer: facts?.issuer,
    SignatureAlgorithm: facts?.signatureAlgorithm,
    InUseBy: [...users],
    ...validation(certificate, isRenewing, nowMs),
    FailureReason: (certificate.failureReason as acm.FailureReason | null) ?? undefined,
    KeyUsages: facts?.keyUsages.map((Name) => ({ Name: Name as acm.KeyUsageName })),
    ExtendedKeyUsages: facts?.extendedKeyUsages.map(({ name, oid }) => ({
      Name: name as acm.ExtendedKeyUsageName,
      OID: oid,
    })),
    Options: { CertificateTransparencyLoggingPreference: certificate.certificateTransparencyLogging },
  };
}

/** Of one that an authority issues: how far its names are validated. */
function validation(
  { type, status, subjectAlternativeNames }: Certificate,
  isRenewing: boolean,
  nowMs: number,
): Pick<acm.CertificateDetail, 'DomainValidationOptions' | 'RenewalSummary'> {
  if (type === 'IMPORTED') return {};
  const ValidationStatus =
    status === 'ISSUED' ? 'SUCCESS' : status === 'PENDING_VALIDATION' ? 'PENDING_VALIDATION' : 'FAILED';
  const optionsWith = (of: acm.DomainStatus): acm.DomainValidation[] =>
    subjectAlternativeNames.map((DomainName) => ({
      DomainName,
      ValidationMethod: 'HTTP',
      ValidationStatus: of,
    }));
  return {
    DomainValidationOptions: optionsWith(ValidationStatus),
    RenewalSummary: isRenewing
      ? {
          RenewalStatus: 'PENDING_AUTO_RENEWAL',
          DomainValidationOptions: optionsWith('PENDING_VALIDATION'),
          UpdatedAt: new Date(nowMs),
        }
      : undefined,
  };
}

/** ACM lists so many names of a certificate, and says whether there are more. */
const listedNamesMax = 100;

/** A row of ListCertificates. */
export function presentSummary(
  { certificate, inUse }: ListedCertificate,
  nowMs: number,
): acm.CertificateSummary {
  const names = certificate.subjectAlternativeNames;
  const facts = certificate.issued?.facts;
  return {
    ...common(certificate, nowMs),
    SubjectAlternativeNameSummaries: names.slice(0, listedNamesMax),
    HasAdditionalSubjectAlternativeNames: names.length > listedNamesMax,
    KeyUsages: facts?.keyUsages.map((name) => name as acm.KeyUsageName),
    ExtendedKeyUsages: facts?.extendedKeyUsages.map(({ name }) => name as acm.ExtendedKeyUsageName),
    InUse: inUse,
    Exported: false,
  };
}
