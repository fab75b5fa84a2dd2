import type { Owner } from '#libs/api-definition';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A certificate that is asked of an authority, and how far that has come. */
export interface CertificateOrder {
  readonly certificateId: string;
  readonly owner: Owner;
  readonly keyAlgorithm: string;
  readonly names: readonly string[];
  readonly isRenewal: boolean;
  /** The key of the certificate to be, sealed as that will be, and the request for it (DER); null before. */
  readonly privateKeySealed: Buffer | null;
  readonly request: Buffer | null;
  /** Where the authority has the order; null before it has one. */
  readonly orderUrl: string | null;
  /** Orders before this one that came to nothing. */
  readonly attempts: number;
  readonly beganAtMs: number;
}

type Progress = Pick<CertificateOrder, 'privateKeySealed' | 'request' | 'orderUrl' | 'attempts'>;

/** Orders of certificates. One is taken by whoever speaks for the account (`acmeAccounts`). */
export const certificateOrders = { add, addRenewals, isOpen, next, save, putOff, remove };

/** Nothing where there is one for the certificate. */
async function add(
  uow: UnitOfWork,
  order: Pick<CertificateOrder, 'certificateId' | 'names' | 'isRenewal'>,
  nowMs: number,
): Promise<void> {
  await query(
    uow,
    `INSERT INTO certificate_orders (certificate_id, names, is_renewal, attempts, began_at, next_at)
     VALUES ($1, $2, $3, 0, $4, $4) ON CONFLICT (certificate_id) DO NOTHING`,
    [order.certificateId, order.names, order.isRenewal, new Date(nowMs)],
  );
}

/** Orders of all certificates whose time has come. */
async function addRenewals(uow: UnitOfWork, nowMs: number): Promise<void> {
  await query(
    uow,
    `INSERT INTO certificate_orders (certificate_id, names, is_renewal, attempts, began_at, next_at)
     SELECT id, subject_alternative_names, true, 0, $1, $1 FROM certificates WHERE renew_at <= $1
     ON CONFLICT (certificate_id) DO NOTHING`,
    [new Date(nowMs)],
  );
}

/** Whether the certificate is being issued or renewed. */
async function isOpen(uow: UnitOfWork, certificateId: string): Promise<boolean> {
  const rows = await query<unknown>(uow, 'SELECT 1 FROM certificate_orders WHERE certificate_id = $1', [
    certificateId,
  ]);
  return rows.length > 0;
}

/** The one that has waited longest of those that something is to be done about. */
async function next(uow: UnitOfWork, nowMs: number): Promise<CertificateOrder | undefined> {
  const [row] = await query<
    Omit<CertificateOrder, 'owner' | 'beganAtMs'> & Owner & { readonly beganAt: Date }
  >(
    uow,
    `SELECT o.certificate_id AS "certificateId", c.account_id AS "accountId", c.region,
            c.key_algorithm AS "keyAlgorithm", o.names, o.is_renewal AS "isRenewal",
            o.private_key_sealed AS "privateKeySealed", o.request, o.order_url AS "orderUrl", o.attempts,
            o.began_at AS "beganAt"
       FROM certificate_orders o JOIN certificates c ON c.id = o.certificate_id
      WHERE o.next_at <= $1 ORDER BY o.next_at, o.certificate_id LIMIT 1`,
    [new Date(nowMs)],
  );
  if (!row) return undefined;
  const { accountId, region, beganAt, ...order } = row;
  return { ...order, owner: { accountId, region }, beganAtMs: beganAt.getTime() };
}

/** How far it has come; it is looked at again from then on. */
async function save(
  uow: UnitOfWork,
  {
    certificateId,
    privateKeySealed,
    request,
    orderUrl,
    attempts,
  }: Progress & { readonly certificateId: string },
  nextAtMs: number,
): Promise<void> {
  await query(
    uow,
    `UPDATE certificate_orders SET private_key_sealed = $2, request = $3, order_url = $4, attempts = $5, next_at = $6
      WHERE certificate_id = $1`,
    [certificateId, privateKeySealed, request, orderUrl, attempts, new Date(nextAtMs)],
  );
}

async function putOff(uow: UnitOfWork, certificateId: string, nextAtMs: number): Promise<void> {
  await query(uow, 'UPDATE certificate_orders SET next_at = $2 WHERE certificate_id = $1', [
    certificateId,
    new Date(nextAtMs),
  ]);
}

/** False when it was gone, with its certificate. */
async function remove(uow: UnitOfWork, certificateId: string): Promise<boolean> {
  return (
    (await rowCount(uow, 'DELETE FROM certificate_orders WHERE certificate_id = $1', [certificateId])) > 0
  );
}
