import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { download } from '../../kit/download.js';
import { formatTime } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetCertificate } from '../../wire/generated/acm.js';
import { blocksOf, readCertificate } from './read-certificate.js';

/** What handshakes show: the certificate, and behind it those that vouch for it. */
export function Chain({ arn: CertificateArn }: { readonly arn: string }) {
  const query = useQuery(wireQuery(GetCertificate, { CertificateArn }));
  const { Certificate, CertificateChain } = query.data ?? {};
  const pem = [Certificate, CertificateChain].filter(Boolean).join('\n');
  return (
    <Section
      title="Chain"
      hint="What handshakes show, the certificate first"
      actions={
        <Button
          size="xs"
          variant="default"
          disabled={pem === ''}
          onClick={() => download('certificate.pem', pem, 'application/x-pem-file')}
        >
          Download PEM
        </Button>
      }
    >
      <Loaded query={query} lines={2}>
        {() => (
          <Table.ScrollContainer minWidth={520}>
            <Table aria-label="Chain">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Subject</Table.Th>
                  <Table.Th>Issuer</Table.Th>
                  <Table.Th>Ends</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {blocksOf(pem).map((block, index) => {
                  const facts = readCertificate(block);
                  return (
                    <Table.Tr key={index}>
                      <Table.Td className="breaks">{facts?.subject ?? 'not readable here'}</Table.Td>
                      <Table.Td className="breaks">{facts?.issuer}</Table.Td>
                      <Table.Td>{facts && formatTime(facts.notAfter)}</Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
    </Section>
  );
}
