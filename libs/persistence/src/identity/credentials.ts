import { principalArn, rootArn, type CallingPrincipal, type Tag } from '#libs/identity';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { Sealer } from '../installation/sealer.js';
import { CredentialEntity } from './credential.entity.js';
import { secretContextOf } from './secret-context.js';

/** A pair of keys that signs calls, the account that such calls are made for, and who makes them. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly principal: CallingPrincipal;
  /** May see and do what goes beyond one account. */
  readonly isOperator: boolean;
}

/** A new key of an account's root. */
export type RootKey = Omit<Credential, 'principal'>;

/** Access keys for what checks signatures; what IAM shows of them is in `accessKeys`. */
export const credentials = { find, isEmpty, insertRoot, insertFirst };

/** Undefined for unknown and for inactive ones alike. */
async function find(uow: UnitOfWork, sealer: Sealer, accessKeyId: string): Promise<Credential | undefined> {
  const [row] = await query<CredentialRow>(
    uow,
    `SELECT c.account_id AS "accountId", c.user_id AS "userId", c.secret_sealed AS "secretSealed", c.operator,
            p.name, p.path, p.tags
       FROM credentials c LEFT JOIN iam_principals p ON p.id = c.user_id
      WHERE c.access_key_id = $1 AND NOT c.disabled`,
    [accessKeyId],
  );
  if (!row) return undefined;
  const { accountId, userId, secretSealed } = row;
  return {
    accessKeyId,
    secretAccessKey: sealer.open(secretSealed, secretContextOf(accessKeyId, userId)),
    accountId,
    principal: userId === null ? rootOf(accountId) : userOf(row, userId),
    isOperator: userId === null && row.operator,
  };
}

interface CredentialRow extends Pick<CredentialEntity, 'accountId' | 'userId' | 'secretSealed' | 'operator'> {
  readonly name: string;
  readonly path: string;
  readonly tags: readonly Tag[];
}

const rootOf = (accountId: string): CallingPrincipal => ({
  type: 'root',
  arn: rootArn(accountId),
  id: accountId,
  name: null,
  tags: [],
});

const userOf = ({ accountId, path, name, tags }: CredentialRow, id: string): CallingPrincipal => ({
  type: 'user',
  arn: principalArn({ accountId, kind: 'user', path, name }),
  id,
  name,
  tags,
});

/** Whether there is no key at all, of anybody. */
async function isEmpty(uow: UnitOfWork): Promise<boolean> {
  return !(await repositoryOf(uow, CredentialEntity).exists());
}

async function insertRoot(uow: UnitOfWork, sealer: Sealer, key: RootKey): Promise<void> {
  const { accessKeyId, secretAccessKey, accountId, isOperator: operator } = key;
  const secretSealed = sealer.seal(secretAccessKey, secretContextOf(accessKeyId, null));
  await repositoryOf(uow, CredentialEntity).insert({ accessKeyId, accountId, operator, secretSealed });
}

/** Only into an empty table, however many processes start at once. Whether it was the first. */
async function insertFirst(uow: UnitOfWork, sealer: Sealer, key: RootKey): Promise<boolean> {
  await query(uow, 'LOCK TABLE credentials IN SHARE ROW EXCLUSIVE MODE');
  if (!(await isEmpty(uow))) return false;
  await insertRoot(uow, sealer, key);
  return true;
}
