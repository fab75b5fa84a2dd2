import type { Sealer } from './sealer.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { CredentialEntity } from './credential.entity.js';

/** A pair of keys that signs management calls, and the account that such calls are made for. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** May see and do what goes beyond one account. */
  readonly isOperator: boolean;
}

/** Credentials; the secret is stored sealed. */
export const credentials = { find, isEmpty, insert, insertFirst };

/** Undefined for unknown and for disabled ones alike. */
async function find(uow: UnitOfWork, sealer: Sealer, accessKeyId: string): Promise<Credential | undefined> {
  const row = await repositoryOf(uow, CredentialEntity).findOneBy({ accessKeyId, disabled: false });
  if (!row) return undefined;
  const secretAccessKey = sealer.open(row.secretSealed, contextOf(accessKeyId));
  return { accessKeyId, secretAccessKey, accountId: row.accountId, isOperator: row.operator };
}

async function isEmpty(uow: UnitOfWork): Promise<boolean> {
  return !(await repositoryOf(uow, CredentialEntity).exists());
}

async function insert(uow: UnitOfWork, sealer: Sealer, credential: Credential): Promise<void> {
  const { accessKeyId, secretAccessKey, accountId, isOperator: operator } = credential;
  const secretSealed = sealer.seal(secretAccessKey, contextOf(accessKeyId));
  await repositoryOf(uow, CredentialEntity).insert({ accessKeyId, accountId, operator, secretSealed });
}

/** Only into an empty table, however many processes start at once. Whether it was the first. */
async function insertFirst(uow: UnitOfWork, sealer: Sealer, credential: Credential): Promise<boolean> {
  await query(uow, 'LOCK TABLE credentials IN SHARE ROW EXCLUSIVE MODE');
  if (!(await isEmpty(uow))) return false;
  await insert(uow, sealer, credential);
  return true;
}

const contextOf = (accessKeyId: string): string => `credential/${accessKeyId}`;
