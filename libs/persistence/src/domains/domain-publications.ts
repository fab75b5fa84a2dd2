import type { UnitOfWork } from '../database/unit-of-work.js';
import { query } from '../database/statements.js';

/** How far what is to be served of a domain has come on its way to gateways. */
export interface DomainPublication {
  /** Of the newest document; null when there is none. */
  readonly seq: number | null;
  readonly digest: string | null;
  /** A change has been made that no worker has published yet. */
  readonly isOpen: boolean;
  /** Why a change was given up, this one or one of before; null: none was. */
  readonly givenUpFor: string | null;
}

/** Those of domains, by their ids. `domains`: ids, and the names of their documents. */
export async function domainPublications(
  uow: UnitOfWork,
  domains: readonly { readonly id: string; readonly documentName: string }[],
): Promise<ReadonlyMap<string, DomainPublication>> {
  const rows = await query<{
    id: string;
    seq: string | null;
    digest: string | null;
    open: boolean | null;
    error: string | null;
  }>(
    uow,
    `WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[]) AS asked(id, name)),
          jobs AS (
            SELECT payload ->> 'domainId' AS id, bool_or(dead_at IS NULL) AS open,
                   max(coalesce(last_error, '')) FILTER (WHERE dead_at IS NOT NULL) AS error
              FROM outbox
             WHERE done_at IS NULL AND job_name = 'publish-domain-name' AND payload ->> 'domainId' = ANY($1)
             GROUP BY 1)
     SELECT asked.id, d.seq, d.digest, jobs.open, jobs.error
       FROM asked
       LEFT JOIN published_documents d ON d.kind = 'domain' AND d.name = asked.name AND d.body IS NOT NULL
       LEFT JOIN jobs ON jobs.id = asked.id`,
    [domains.map(({ id }) => id), domains.map(({ documentName }) => documentName)],
  );
  return new Map(
    rows.map(({ id, seq, digest, open, error }) => [
      id,
      { seq: seq === null ? null : Number(seq), digest, isOpen: open ?? false, givenUpFor: error },
    ]),
  );
}
