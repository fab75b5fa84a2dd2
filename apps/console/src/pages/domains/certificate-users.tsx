import { Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Section } from '../../kit/section.js';
import { domainPath, keyOfArn } from './domain-key.js';

/** The domains that show a certificate. */
export const CertificateUsers = ({ arns }: { readonly arns: readonly string[] }) => (
  <Section title="In use by" hint="What a domain shows cannot be deleted">
    {arns.length === 0 ? (
      <Text size="sm">No domain shows it.</Text>
    ) : (
      <List>
        {arns.map((arn) => (
          <List.Item key={arn}>
            <User arn={arn} />
          </List.Item>
        ))}
      </List>
    )}
  </Section>
);

function User({ arn }: { readonly arn: string }) {
  const key = keyOfArn(arn);
  if (!key) return <>{arn}</>;
  return (
    <>
      <Anchor inherit component={Link} to={domainPath(key)}>
        {key.domainName}
      </Anchor>{' '}
      {key.domainNameId !== undefined && (
        <Text span size="xs" c="dimmed">
          {key.domainNameId}
        </Text>
      )}
    </>
  );
}
