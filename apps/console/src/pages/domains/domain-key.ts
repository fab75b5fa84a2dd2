/** How calls name a domain: private ones by their id, too, as a public one may have the same name. */
export interface DomainKey {
  readonly domainName: string;
  readonly domainNameId?: string;
}

/** The key alone of what has more. */
export const keyOf = ({
  domainName = '',
  domainNameId,
}: {
  readonly domainName?: string | undefined;
  readonly domainNameId?: string | undefined;
}): DomainKey => ({ domainName, ...(domainNameId !== undefined && { domainNameId }) });

/** Where a domain's page is. */
export const domainPath = ({ domainName, domainNameId }: DomainKey): string =>
  ['/domains', domainName, domainNameId]
    .filter((part) => part !== undefined)
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');

/** The domain that an ARN names, such as ACM lists them: `...:/domainnames/<name>`, `...<name>+<id>`. */
export function keyOfArn(arn: string): DomainKey | null {
  const [, domainName, domainNameId] = /:\/domainnames\/([^/+]+)(?:\+([^/]+))?$/.exec(arn) ?? [];
  return domainName === undefined ? null : keyOf({ domainName, domainNameId });
}

/** Where a certificate's page is: ARNs have slashes. */
export const certificatePath = (arn: string): string => `/certificates/${encodeURIComponent(arn)}`;
