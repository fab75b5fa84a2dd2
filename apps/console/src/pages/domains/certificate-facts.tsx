import { Badge, Group } from '@mantine/core';
import { Facts } from '../../kit/facts.js';
import { formatTime } from '../../kit/formats.js';
import { Section } from '../../kit/section.js';
import type { CertificateDetail } from '../../wire/generated/acm.js';
import { ageOf } from './certificate-age.js';

/** What a certificate is, and for which names. */
export const CertificateFactsSection = ({ certificate }: { readonly certificate: CertificateDetail }) => (
  <Section title="Certificate">
    <Facts
      facts={[
        ['State', stateOf(certificate)],
        ['Why it failed', certificate.FailureReason],
        ['Names', certificate.SubjectAlternativeNames?.join(', ')],
        ['Ends', endOf(certificate)],
        ['Valid from', timeOf(certificate.NotBefore)],
        ['Came', certificate.Type === 'IMPORTED' ? 'imported' : 'requested'],
        ['Imported', timeOf(certificate.ImportedAt)],
        ['Issued', timeOf(certificate.IssuedAt)],
        ['Created', timeOf(certificate.CreatedAt)],
        ['Subject', certificate.Subject],
        ['Issuer', certificate.Issuer],
        ['Serial number', certificate.Serial],
        ['Key', certificate.KeyAlgorithm],
        ['Signature', certificate.SignatureAlgorithm],
        ['Key usages', certificate.KeyUsages?.map(({ Name }) => Name).join(', ')],
        ['Extended usages', certificate.ExtendedKeyUsages?.map(({ Name, OID }) => Name ?? OID).join(', ')],
      ]}
    />
  </Section>
);

const timeOf = (seconds: number | undefined) => (seconds === undefined ? null : formatTime(seconds));

const stateOf = ({ Status }: CertificateDetail) => (
  <Badge
    variant="light"
    color={Status === 'ISSUED' ? 'teal' : Status === 'PENDING_VALIDATION' ? 'orange' : 'red'}
  >
    {Status ?? 'unknown'}
  </Badge>
);

function endOf({ NotAfter }: CertificateDetail) {
  const age = ageOf(NotAfter, Date.now());
  return (
    age &&
    NotAfter !== undefined && (
      <Group gap="xs">
        <Badge variant="light" color={age.color}>
          {age.text}
        </Badge>
        {formatTime(NotAfter)}
      </Group>
    )
  );
}
