import { useQuery } from '@tanstack/react-query';
import { wireKey } from '../../kit/wire-query.js';
import { allPages } from '../../wire/all-pages.js';
import { ListCertificates, type CertificateSummary, type KeyAlgorithm } from '../../wire/generated/acm.js';

/**
 * ListCertificates shows RSA keys of 1,024 and 2,048 bits alone unless it is told (API reference: Filters).
 */
const allKeyTypes: readonly KeyAlgorithm[] = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
];

/** Every certificate, in pages of 500. */
export const everyCertificate = { MaxItems: 500, Includes: { keyTypes: allKeyTypes } } as const;

const issued = { ...everyCertificate, CertificateStatuses: ['ISSUED'] } as const;

/** All certificates that a domain can show, to choose from. */
export const useIssuedCertificates = () =>
  useQuery({
    queryKey: [...wireKey(ListCertificates, issued), 'whole'] as const,
    queryFn: async ({ signal }) => {
      const all: CertificateSummary[] = [];
      for await (const page of allPages(ListCertificates, issued, { signal }))
        all.push(...(page.CertificateSummaryList ?? []));
      return all;
    },
  });

/** `api.example.com, www.example.com`, the main name first. */
export const namesOf = (certificate: {
  readonly DomainName?: string;
  readonly SubjectAlternativeNameSummaries?: readonly string[];
}): readonly string[] =>
  [...new Set([certificate.DomainName, ...(certificate.SubjectAlternativeNameSummaries ?? [])])].filter(
    (name) => name !== undefined,
  );
