import type { ClientCertificate, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ClientCertificateEntity } from './client-certificate.entity.js';

/** Client certificates of an owner. The private key leaves by `findAnywhere` alone, sealed. */
export const clientCertificates = {
  find,
  lock,
  hold,
  list,
  insert,
  update,
  remove,
  findAnywhere,
  stagesWith,
  sealContextOf: (id: string): string => `client-certificate/${id}`,
};

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<ClientCertificate | undefined> {
  return toCertificate(await repositoryOf(uow, ClientCertificateEntity).findOneBy({ ...ownedBy(owner), id }));
}

/** SELECT ... FOR UPDATE. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<ClientCertificate | undefined> {
  const row = await repositoryOf(uow, ClientCertificateEntity).findOne({
    where: { ...ownedBy(owner), id },
    lock: { mode: 'pessimistic_write' },
  });
  return toCertificate(row);
}

/** Whether the owner has the certificate; if so nobody can delete it until the transaction ends. */
async function hold(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<boolean> {
  const rows = await query<unknown>(
    uow,
    'SELECT 1 FROM client_certificates WHERE id = $1 AND account_id = $2 AND region = $3 FOR KEY SHARE',
    [id, accountId, region],
  );
  return rows.length > 0;
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, owner: Owner, page: ListPage): Promise<ClientCertificate[]> {
  const rows = await repositoryOf(uow, ClientCertificateEntity).find({
    where: { ...ownedBy(owner), ...(page.after === null ? {} : { id: MoreThan(page.after) }) },
    order: { id: 'ASC' },
    take: page.count,
  });
  return rows.map((row) => toCertificate(row));
}

async function insert(
  uow: UnitOfWork,
  { owner, createdAtMs, expiresAtMs, ...certificate }: ClientCertificate,
  privateKeySealed: Buffer,
): Promise<void> {
  await repositoryOf(uow, ClientCertificateEntity).insert({
    ...certificate,
    ...ownedBy(owner),
    privateKeySealed,
    createdAt: new Date(createdAtMs),
    expiresAt: new Date(expiresAtMs),
  });
}

/** What may change: the description. */
async function update(uow: UnitOfWork, { id, description }: ClientCertificate): Promise<void> {
  await repositoryOf(uow, ClientCertificateEntity).update({ id }, { description });
}

async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await repositoryOf(uow, ClientCertificateEntity).delete({ id });
}

/**
 * Whoever owns it, with the private key, PEM, to be opened by the sealer with `sealContextOf`. For what
 * publishes it.
 */
async function findAnywhere(
  uow: UnitOfWork,
  id: string,
): Promise<{ readonly certificate: ClientCertificate; readonly privateKeySealed: Buffer } | undefined> {
  const [row] = await query<ClientCertificateEntity>(
    uow,
    `SELECT id, account_id AS "accountId", region, description, tags, created_at AS "createdAt",
            expires_at AS "expiresAt", pem_encoded_certificate AS "pemEncodedCertificate",
            private_key_sealed AS "privateKeySealed"
       FROM client_certificates WHERE id = $1`,
    [id],
  );
  return row ? { certificate: toCertificate(row), privateKeySealed: row.privateKeySealed } : undefined;
}

/** The stages that show the certificate, a few of them. */
async function stagesWith(
  uow: UnitOfWork,
  id: string,
): Promise<{ readonly restApiId: string; readonly stageName: string }[]> {
  return query(
    uow,
    `SELECT rest_api_id AS "restApiId", stage_name AS "stageName" FROM stages WHERE client_certificate_id = $1
      UNION ALL SELECT api_id, stage_name FROM http_stages WHERE client_certificate_id = $1
      ORDER BY 1, 2 LIMIT 20`,
    [id],
  );
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toCertificate(row: ClientCertificateEntity): ClientCertificate;
function toCertificate(row: ClientCertificateEntity | null): ClientCertificate | undefined;
function toCertificate(row: ClientCertificateEntity | null): ClientCertificate | undefined {
  if (!row) return undefined;
  const { id, description, pemEncodedCertificate, accountId, region, createdAt, expiresAt } = row;
  return {
    owner: { accountId, region },
    id,
    description,
    pemEncodedCertificate,
    createdAtMs: createdAt.getTime(),
    expiresAtMs: expiresAt.getTime(),
    tags: row.tags as ClientCertificate['tags'],
  };
}
