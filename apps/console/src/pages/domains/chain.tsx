import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { download } from '../../kit/download.js';
import { formatTime } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetCertificate } from '../../wire/generated/acm.js';
import { blocksOf, readCertificate, type CertificateFacts } from './read-certificate.js';

interface Link {
  /** Its place, the certificate itself first. */
  readonly place: number;
  readonly facts: CertificateFacts | null;
}

/** What handshakes show: the certificate, and behind it those that vouch for it. */
export function Chain({ arn: CertificateArn }: { readonly arn: string }) {
  const query = useQuery(wireQuery(GetCertificate, { CertificateArn }));
  const { Certificate, CertificateChain } = query.data ?? {};
  const pem = [Certificate, CertificateChain].filter(Boolean).join('\n');
  const links = blocksOf(pem).map((block, place): Link => ({ place, facts: readCertificate(block) }));
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
          <Rows
            label="Links of the chain"
            columns={columns}
            rows={links}
            rowKey={({ place }) => String(place)}
            maxHeight="30vh"
            empty={null}
          />
        )}
      </Loaded>
    </Section>
  );
}

const columns: readonly Column<Link>[] = [
  { title: 'Subject', cell: ({ facts }) => facts?.subject ?? 'not readable here' },
  { title: 'Issuer', cell: ({ facts }) => facts?.issuer },
  { title: 'Ends', width: '13rem', cell: ({ facts }) => facts && formatTime(facts.notAfter) },
];
