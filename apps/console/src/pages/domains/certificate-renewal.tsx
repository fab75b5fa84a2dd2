import { Text } from '@mantine/core';
import { Facts } from '../../kit/facts.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import type { CertificateDetail } from '../../wire/generated/acm.js';

/** How a certificate goes on when it ends. */
export function CertificateRenewal({ certificate }: { readonly certificate: CertificateDetail }) {
  const { Type, RenewalSummary, DomainValidationOptions = [] } = certificate;
  if (Type === 'IMPORTED')
    return (
      <Section title="Renewal">
        <Text size="sm">
          It was imported, so nobody renews it: import the next one over it before it ends. The domains that
          show it go on without a break.
        </Text>
      </Section>
    );
  const validated = RenewalSummary?.DomainValidationOptions ?? DomainValidationOptions;
  return (
    <Section title="Renewal" hint="By itself, a third of its life before its end; Renew does it now">
      <Facts
        facts={[
          ['State', RenewalSummary?.RenewalStatus ?? 'nothing to do yet'],
          ['Why', RenewalSummary?.RenewalStatusReason],
          ['Since', RenewalSummary?.UpdatedAt && <When key="since" at={RenewalSummary.UpdatedAt} />],
          ...validated.map(
            ({ DomainName, ValidationStatus, ValidationMethod }) =>
              [`Validation of ${DomainName}`, `${ValidationStatus} over ${ValidationMethod}`] as const,
          ),
        ]}
      />
    </Section>
  );
}
