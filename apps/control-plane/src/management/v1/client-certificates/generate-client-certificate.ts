import { randomBytes } from 'node:crypto';
import { checkTags, idLengths, newId, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { clientCertificates, type Sealer, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import { presentClientCertificate } from './client-certificate.presenter.js';
import type { KeyPair } from './make-key-pair.js';

/**
 * GenerateClientCertificate: the key of the pair is kept sealed and never shown. Gateways have it before a
 * stage can name it.
 */
export async function generateClientCertificate(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.GenerateClientCertificateRequest,
  { certificate: pemEncodedCertificate, privateKey, createdAtMs, expiresAtMs }: KeyPair,
  { sealer, limits }: { readonly sealer: Sealer; readonly limits: Limits },
): Promise<Result<v1.ClientCertificate>> {
  const tags = checkTags(input.tags ?? {});
  if (!tags.ok) return tags;
  const id = newId(idLengths.other, randomBytes);
  const description = input.description || null;
  const made = { owner, id, description, pemEncodedCertificate, createdAtMs, expiresAtMs, tags: tags.value };
  const sealed = sealer.seal(privateKey, clientCertificates.sealContextOf(id));
  await clientCertificates.insert(uow, made, sealed);
  const within = await limits.require(uow, 'clientCertificates', owner);
  if (!within.ok) return within;
  await publish(owner, 'publish-client-certificate', { clientCertificateId: id });
  return ok(presentClientCertificate(made));
}
