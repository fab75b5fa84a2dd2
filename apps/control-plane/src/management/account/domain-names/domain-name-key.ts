import type { DomainNameKey } from '#libs/api-definition';

/** How a request names a domain; an empty id is none. */
export const domainNameKey = (input: {
  readonly domainName: string;
  readonly domainNameId?: string;
}): DomainNameKey => ({ domainName: input.domainName, domainNameId: input.domainNameId || null });
