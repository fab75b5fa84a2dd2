import { Anchor, Badge, Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatTime } from '../../kit/formats.js';
import { Page } from '../../kit/page.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { ListCertificates, type CertificateSummary } from '../../wire/generated/acm.js';
import { ageOf } from './certificate-age.js';
import { everyCertificate, namesOf } from './certificates.js';
import { certificatePath } from './domain-key.js';
import { ImportDialog } from './import-dialog.js';
import { RequestDialog } from './request-dialog.js';

/** Certificates for domains: imported, or requested from an ACME server. */
export function CertificatesPage() {
  const [open, setOpen] = useState<'import' | 'request' | null>(null);
  const query = useInfiniteQuery(wirePages(ListCertificates, everyCertificate, 'NextToken'));
  const buttons = (
    <>
      <Button variant="default" onClick={() => setOpen('request')}>
        Request
      </Button>
      <Button onClick={() => setOpen('import')}>Import</Button>
    </>
  );
  return (
    <Page
      title="Certificates"
      subtitle="Keys are sealed in the database, and never shown again"
      actions={buttons}
    >
      <Listed
        query={query}
        of={({ CertificateSummaryList }) => CertificateSummaryList}
        label="Certificates"
        columns={columns}
        rowKey={({ CertificateArn = '' }) => CertificateArn}
        empty={{
          title: 'No certificate yet',
          first: 'Import the PEM files that you have, or request one where an ACME server is set.',
          actions: buttons,
        }}
      />
      {open === 'import' && <ImportDialog over={null} onClose={() => setOpen(null)} />}
      {open === 'request' && <RequestDialog onClose={() => setOpen(null)} />}
    </Page>
  );
}

const columns: readonly Column<CertificateSummary>[] = [
  {
    title: 'Names',
    cell: (certificate) => {
      const names = namesOf(certificate);
      return (
        <Anchor inherit component={Link} to={certificatePath(certificate.CertificateArn ?? '')}>
          {names.length > 0 ? names.join(', ') : certificate.CertificateArn}
          {certificate.HasAdditionalSubjectAlternativeNames && ', …'}
        </Anchor>
      );
    },
  },
  { title: 'Came', width: '8rem', cell: ({ Type }) => (Type === 'IMPORTED' ? 'imported' : 'requested') },
  {
    title: 'Ends',
    width: '17rem',
    cell: ({ NotAfter, Status }) => {
      const age = ageOf(NotAfter, Date.now());
      if (!age || NotAfter === undefined) return Status;
      return (
        <Group gap="xs">
          <Badge variant="light" color={age.color}>
            {age.text}
          </Badge>
          {formatTime(NotAfter)}
        </Group>
      );
    },
  },
  { title: 'Key', width: '9rem', cell: ({ KeyAlgorithm }) => KeyAlgorithm },
  { title: 'In use', width: '6rem', cell: ({ InUse }) => (InUse ? 'yes' : 'no') },
];
