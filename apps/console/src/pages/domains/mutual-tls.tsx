import { Alert, Button, Text } from '@mantine/core';
import { Facts } from '../../kit/facts.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { UpdateDomainName, type DomainName } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { readTruststoreAgain } from './domain-draft.js';
import { keyOf } from './domain-key.js';

/** Whom a domain lets in by their certificates. */
export function MutualTls({ domain }: { readonly domain: DomainName }) {
  const review = useReview();
  const { truststoreUri, truststoreVersion, truststoreWarnings = [] } = domain.mutualTlsAuthentication ?? {};
  const isOn = truststoreUri !== undefined;
  const readAgain = () =>
    void review({
      title: `Read the truststore of ${domain.domainName} again`,
      alterations: [
        {
          what: 'Truststore',
          from: `${truststoreUri} as it was read last`,
          to: `${truststoreUri} as it is now`,
        },
      ],
      steps: [call(UpdateDomainName, { ...keyOf(domain), patchOperations: readTruststoreAgain(domain) })],
      confirm: 'Read again',
    });
  return (
    <Section
      title="Mutual TLS"
      hint="Callers show a certificate that the truststore vouches for"
      actions={
        isOn && (
          <Button size="xs" variant="default" onClick={readAgain}>
            Read the truststore again
          </Button>
        )
      }
    >
      {truststoreWarnings.map((warning) => (
        <Alert key={warning} color="orange" variant="light" className="breaks">
          {warning}
        </Alert>
      ))}
      {isOn ? (
        <Facts
          facts={[
            ['Truststore', truststoreUri],
            ['Version', truststoreVersion ?? 'the newest when it was read'],
            ['Proof of ownership', domain.ownershipVerificationCertificateArn],
          ]}
        />
      ) : (
        <Text size="sm">Callers are asked for no certificate. A truststore is set by Edit.</Text>
      )}
    </Section>
  );
}
