import { randomUUID } from 'node:crypto';
import { ok, type Owner, type Result } from '#libs/api-definition';
import type { acm } from '#libs/aws-wire';
import {
  certificateArn,
  readImport,
  whyNotReimported,
  type Certificate,
  type IssuedCertificate,
  type ReadCertificate,
} from '#libs/certificates';
import { certificates, type Sealer, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../definition/limits.js';
import type { Publish } from '../../definition/publish.js';
import { lockCertificate } from '../find-certificate.js';
import { invalidCertificate, invalidParameter } from '../refusals.js';
import { checkTags, tagsOf } from '../tags/check-tags.js';

/** What the input holds, read before any transaction begins. @throws WireException */
export function readInput(input: acm.ImportCertificateRequest, nowMs: number): ReadCertificate {
  const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
  const read = readImport(
    {
      certificate: textOf(input.Certificate),
      privateKey: textOf(input.PrivateKey),
      ...(input.CertificateChain && { chain: textOf(input.CertificateChain) }),
    },
    nowMs,
  );
  if (!read.ok) throw invalidCertificate(read.message);
  return read.value;
}

interface Services {
  readonly sealer: Sealer;
  readonly limits: Limits;
  readonly nowMs: number;
}

/**
 * ImportCertificate: a new certificate, or another in the place of one that was imported, under the ARN that
 * domains name. The key is kept sealed and is never shown.
 */
export async function importCertificate(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: acm.ImportCertificateRequest,
  read: ReadCertificate,
  services: Services,
): Promise<Result<acm.ImportCertificateResponse>> {
  const { sealer, limits, nowMs } = services;
  const before =
    input.CertificateArn === undefined
      ? null
      : await replaceable(uow, owner, input, input.CertificateArn, read);
  const certificate = imported(owner, before, read.issued, nowMs);
  const { id } = certificate;
  const sealed = sealer.seal(read.privateKey, certificates.sealContextOf(id));
  if (before) await certificates.update(uow, certificate, sealed);
  else {
    const tags = tagsOf(input.Tags ?? []);
    checkTags(tags);
    await certificates.insert(uow, { ...certificate, tags }, sealed);
    const within = await limits.require(uow, 'certificates', owner);
    if (!within.ok) return within;
  }
  await publish(owner, 'publish-certificate', { certificateId: id });
  return ok({ CertificateArn: certificateArn(owner, id) });
}

/** The certificate whose place another may take. @throws WireException */
async function replaceable(
  uow: UnitOfWork,
  owner: Owner,
  { Tags }: acm.ImportCertificateRequest,
  arn: string,
  { issued }: ReadCertificate,
): Promise<Certificate> {
  if (Tags) throw invalidParameter('Tagging is not permitted on re-import.');
  const before = await lockCertificate(uow, owner, arn);
  if (before.type !== 'IMPORTED' || !before.issued)
    throw invalidCertificate(`Certificate ${arn} was not imported, and no certificate is imported over it.`);
  const why = whyNotReimported(before.issued.facts, issued.facts);
  if (why !== undefined) throw invalidCertificate(why);
  return before;
}

function imported(
  owner: Owner,
  before: Certificate | null,
  issued: IssuedCertificate,
  nowMs: number,
): Certificate {
  const { commonName, names, keyAlgorithm } = issued.facts;
  return {
    owner,
    id: before?.id ?? randomUUID(),
    type: 'IMPORTED',
    status: 'ISSUED',
    domainName: commonName ?? names[0] ?? null,
    subjectAlternativeNames: names,
    keyAlgorithm,
    issued,
    createdAtMs: before?.createdAtMs ?? nowMs,
    importedAtMs: nowMs,
    issuedAtMs: null,
    failureReason: null,
    certificateTransparencyLogging: 'DISABLED',
    tags: before?.tags ?? {},
  };
}
