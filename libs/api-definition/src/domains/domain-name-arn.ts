import type { Owner } from '../owner.js';
import { isPrivateDomain, type DomainName } from './domain-name.js';

/** How a call names a domain: private ones by name and id, the others by name alone. */
export interface DomainNameKey {
  readonly domainName: string;
  readonly domainNameId: string | null;
}

/** Private domains have account and id in their ARN, the others neither (API reference: DomainName). */
export function domainNameArn(domain: DomainName): string {
  const { accountId, region } = domain.owner;
  return isPrivateDomain(domain)
    ? `arn:aws:apigateway:${region}:${accountId}:/domainnames/${domain.domainName}+${domain.id}`
    : `arn:aws:apigateway:${region}::/domainnames/${domain.domainName}`;
}

/** Reads what follows `/domainnames/` in an ARN. */
export function readDomainNameKey(text: string): DomainNameKey {
  const plus = text.indexOf('+');
  return plus === -1
    ? { domainName: text, domainNameId: null }
    : { domainName: text.slice(0, plus), domainNameId: text.slice(plus + 1) };
}

/** The private domain that an ARN of the owner names, or undefined. */
export function readPrivateDomainArn(arn: string, { accountId, region }: Owner): DomainNameKey | undefined {
  const matched = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):(\d{12}):\/domainnames\/([^/]+)$/.exec(arn);
  if (!matched || matched[1] !== region || matched[2] !== accountId) return undefined;
  const key = readDomainNameKey(matched[3]!);
  return key.domainNameId === null ? undefined : key;
}
