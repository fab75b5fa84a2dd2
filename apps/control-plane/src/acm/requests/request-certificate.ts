import { randomUUID } from 'node:crypto';
import { ok, type Owner, type Result } from '#libs/api-definition';
import { requestedKeys } from '#libs/acme';
import type { acm } from '#libs/aws-wire';
import { certificateArn, type Certificate } from '#libs/certificates';
import { certificateOrders, certificates, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../definition/limits.js';
import { invalidParameter } from '../refusals.js';
import { checkTags, tagsOf } from '../tags/check-tags.js';

/** Two requests with one token within it are one (API reference: RequestCertificate). */
const idempotentMs = 3_600_000;

/**
 * RequestCertificate: the certificate is pending until the authority has asked every name over HTTP; what has
 * it issued is `orders`.
 */
export async function requestCertificate(
  uow: UnitOfWork,
  owner: Owner,
  input: acm.RequestCertificateRequest,
  { limits, nowMs }: { readonly limits: Limits; readonly nowMs: number },
): Promise<Result<acm.RequestCertificateResponse>> {
  const certificate = requested(owner, input, nowMs);
  const { IdempotencyToken = null } = input;
  const before =
    IdempotencyToken === null
      ? undefined
      : await certificates.findRequested(uow, owner, IdempotencyToken, nowMs - idempotentMs);
  if (before && sameNames(before, certificate))
    return ok({ CertificateArn: certificateArn(owner, before.id) });
  await certificates.insert(uow, certificate, null, IdempotencyToken);
  const { id, subjectAlternativeNames: names } = certificate;
  await certificateOrders.add(uow, { certificateId: id, names, isRenewal: false }, nowMs);
  const within = await limits.require(uow, 'certificates', owner);
  if (!within.ok) return within;
  return ok({ CertificateArn: certificateArn(owner, id) });
}

/** @throws WireException for what cannot be had. */
function requested(owner: Owner, input: acm.RequestCertificateRequest, nowMs: number): Certificate {
  const {
    DomainName,
    SubjectAlternativeNames = [],
    ValidationMethod = 'HTTP',
    KeyAlgorithm = 'RSA_2048',
  } = input;
  if (ValidationMethod !== 'HTTP')
    throw invalidParameter(
      `Names are validated over HTTP here, not by ${ValidationMethod}: leave ValidationMethod out, or say HTTP.`,
    );
  const names = [...new Set([DomainName, ...SubjectAlternativeNames].map((name) => name.toLowerCase()))];
  const wildcard = names.find((name) => name.startsWith('*.'));
  if (wildcard !== undefined)
    throw invalidParameter(
      `A wildcard (${wildcard}) cannot be validated over HTTP: import a certificate for it.`,
    );
  if (!Object.hasOwn(requestedKeys, KeyAlgorithm))
    throw invalidParameter(
      `Certificates are requested for keys of ${Object.keys(requestedKeys).join(', ')}.`,
    );
  for (const member of ['CertificateAuthorityArn', 'ManagedBy', 'DomainValidationOptions'] as const)
    if (input[member] !== undefined) throw invalidParameter(`${member} is not supported.`);
  if (input.Options?.Export === 'ENABLED') throw invalidParameter('Certificates are not exported from here.');
  const tags = tagsOf(input.Tags ?? []);
  checkTags(tags);
  return {
    owner,
    id: randomUUID(),
    type: 'AMAZON_ISSUED',
    status: 'PENDING_VALIDATION',
    domainName: names[0]!,
    subjectAlternativeNames: names,
    keyAlgorithm: KeyAlgorithm,
    issued: null,
    createdAtMs: nowMs,
    importedAtMs: null,
    issuedAtMs: null,
    failureReason: null,
    certificateTransparencyLogging: input.Options?.CertificateTransparencyLoggingPreference ?? 'ENABLED',
    tags,
  };
}

const sameNames = (one: Certificate, other: Certificate): boolean =>
  one.subjectAlternativeNames.join() === other.subjectAlternativeNames.join();
