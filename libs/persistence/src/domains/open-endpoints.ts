import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A domain with mutual TLS, and an API that it leads to and whose own host asks for no certificate. */
export interface OpenEndpoint {
  readonly domainName: string;
  readonly apiId: string;
}

/** What goes round mutual TLS, of a domain, of an API, or some of all. */
export const openEndpoints = {
  ofDomain: (uow: UnitOfWork, domainId: string) => find(uow, 'd.id = $1', domainId),
  ofApi: (uow: UnitOfWork, apiId: string) => find(uow, 'a.id = $1', apiId),
  some: (uow: UnitOfWork) => find(uow, '$1::text IS NOT NULL', ''),
};

/** As many as somebody would read. */
const countMax = 100;

function find(uow: UnitOfWork, condition: string, value: string): Promise<OpenEndpoint[]> {
  return query(
    uow,
    `SELECT DISTINCT d.domain_name AS "domainName", a.id AS "apiId"
       FROM domain_names d
       JOIN (SELECT domain_id, rest_api_id FROM base_path_mappings
             UNION SELECT domain_id, rest_api_id FROM routing_rules) m ON m.domain_id = d.id
       JOIN (SELECT id, disable_execute_api_endpoint AS closed FROM rest_apis
             UNION ALL SELECT id, disable_execute_api_endpoint FROM http_apis) a ON a.id = m.rest_api_id
      WHERE d.mutual_tls_authentication IS NOT NULL AND NOT a.closed AND ${condition}
      ORDER BY 1, 2 LIMIT ${countMax}`,
    [value],
  );
}
