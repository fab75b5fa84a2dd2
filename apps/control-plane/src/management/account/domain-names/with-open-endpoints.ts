import type { DomainName } from '#libs/api-definition';
import { openEndpoints, type UnitOfWork } from '#libs/persistence';

/**
 * The domain as it is shown, with a warning for each API behind its mutual TLS whose default endpoint is
 * open: there nobody asks for a certificate. AWS tells of it in its guide alone; the text is ours.
 */
export async function withOpenEndpoints(uow: UnitOfWork, domain: DomainName): Promise<DomainName> {
  const { mutualTlsAuthentication: named } = domain;
  if (named === null) return domain;
  const open = await openEndpoints.ofDomain(uow, domain.id);
  if (open.length === 0) return domain;
  const truststoreWarnings = [
    ...(named.truststoreWarnings ?? []),
    ...open.map(
      ({ apiId }) => `The default endpoint of the API ${apiId} is open, and asks for no certificate`,
    ),
  ];
  return { ...domain, mutualTlsAuthentication: { ...named, truststoreWarnings } };
}
