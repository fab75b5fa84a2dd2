import { Badge, Button, FileInput, Group, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { formatTime } from '../../kit/formats.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import {
  DeleteCertificate,
  ImportCertificate,
  ListCertificates,
  RequestCertificate,
  type CertificateSummary,
} from '../../wire/generated/acm.js';
import { call } from '../../wire/operation.js';
import { ageOf, sortPem } from './certificate-age.js';
import { allKeyTypes } from './key-types.js';

/** Certificates for domains: imported, or requested from an ACME server. */
export function CertificatesPage() {
  const [open, setOpen] = useState<'import' | 'request' | null>(null);
  const review = useReview();
  const query = useInfiniteQuery(
    wirePages(ListCertificates, { MaxItems: 500, Includes: { keyTypes: allKeyTypes } }, 'NextToken'),
  );
  const remove = ({ CertificateArn = '', DomainName = '' }: CertificateSummary) =>
    void review({
      title: `Delete the certificate of ${DomainName}`,
      alterations: [{ what: 'Certificate', from: CertificateArn, to: null }],
      steps: [call(DeleteCertificate, { CertificateArn })],
      confirm: 'Delete',
      danger: 'Its private key is gone for good.',
    });
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
        label="Certificates"
        columns={columns(remove)}
        query={query}
        of={({ CertificateSummaryList }) => CertificateSummaryList}
        rowKey={({ CertificateArn = '' }) => CertificateArn}
        empty={{
          title: 'No certificate yet',
          first: 'Import the PEM files that you have, or request one where an ACME server is set.',
          actions: buttons,
        }}
      />
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
      {open === 'request' && <RequestDialog onClose={() => setOpen(null)} />}
    </Page>
  );
}

const columns = (remove: (certificate: CertificateSummary) => void): Column<CertificateSummary>[] => [
  {
    title: 'Names',
    cell: ({ DomainName, SubjectAlternativeNameSummaries = [] }) =>
      [...new Set([DomainName, ...SubjectAlternativeNameSummaries])].join(', '),
  },
  { title: 'Came', width: '8rem', cell: ({ Type }) => (Type === 'IMPORTED' ? 'imported' : 'requested') },
  {
    title: 'Ends',
    width: '16rem',
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
  { title: 'In use', width: '6rem', cell: ({ InUse }) => (InUse ? 'yes' : 'no') },
  {
    title: 'Delete',
    width: '7rem',
    cell: (certificate) => (
      <Button size="compact-xs" variant="light" color="red" onClick={() => remove(certificate)}>
        Delete
      </Button>
    ),
  },
];

const utf8 = new TextEncoder();

/** PEM as files, sorted by what is in them, or pasted. */
function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  const [pem, setPem] = useState({ certificate: '', chain: '', key: '' });
  const read = async (files: readonly File[]) =>
    setPem(sortPem((await Promise.all(files.map((file) => file.text()))).join('\n')));
  const set = (name: keyof typeof pem) => (value: string) => setPem({ ...pem, [name]: value });
  return (
    <FormDialog
      title="Import certificate"
      submit="Review"
      onClose={onClose}
      onSubmit={async () => {
        const outputs = await review({
          title: 'Import certificate',
          alterations: [{ what: 'Certificate', from: null, to: 'of the PEM files, with its key' }],
          steps: [
            call(ImportCertificate, {
              Certificate: utf8.encode(pem.certificate),
              PrivateKey: utf8.encode(pem.key),
              ...(pem.chain && { CertificateChain: utf8.encode(pem.chain) }),
            }),
          ],
          confirm: 'Import',
        });
        return outputs !== null;
      }}
    >
      <FileInput
        label="PEM files"
        description="Certificate, chain and key, in one file or several"
        placeholder="Choose files"
        multiple
        accept=".pem,.crt,.cer,.key"
        onChange={(files) => void read(files)}
      />
      {(['certificate', 'chain', 'key'] as const).map((name) => (
        <Textarea
          key={name}
          label={{ certificate: 'Certificate', chain: 'Chain', key: 'Private key' }[name]}
          value={pem[name]}
          onChange={({ currentTarget }) => set(name)(currentTarget.value)}
          rows={3}
          required={name !== 'chain'}
          spellCheck={false}
          autoComplete="off"
          ff="monospace"
        />
      ))}
    </FormDialog>
  );
}

function RequestDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Request certificate"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const others = field('others')
          .split(/[\s,]+/)
          .filter(Boolean);
        const outputs = await review({
          title: `Request a certificate for ${field('name')}`,
          alterations: [{ what: 'Certificate', from: null, to: [field('name'), ...others].join(', ') }],
          steps: [
            call(RequestCertificate, {
              DomainName: field('name'),
              ...(others.length > 0 && { SubjectAlternativeNames: others }),
            }),
          ],
          confirm: 'Request',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="name"
        label="Name"
        placeholder="api.example.com"
        required
        spellCheck={false}
        data-autofocus
      />
      <TextInput name="others" label="Further names" spellCheck={false} />
    </FormDialog>
  );
}
