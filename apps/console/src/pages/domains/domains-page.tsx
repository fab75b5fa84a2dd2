import { Anchor, Badge, Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { Page } from '../../kit/page.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages, wireQuery } from '../../kit/wire-query.js';
import { ListCertificates } from '../../wire/generated/acm.js';
import { CreateDomainName, GetDomainNames, type DomainName } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { allKeyTypes } from './key-types.js';
import { LocateSection } from './locate-section.js';

/** Names of customers' own under which APIs are served. */
export function DomainsPage() {
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(wirePages(GetDomainNames, { limit: 500 }, 'position'));
  const create = <Button onClick={() => setCreating(true)}>Create domain</Button>;
  return (
    <Page title="Domains" subtitle="APIs under names of your own" actions={create}>
      <Listed
        label="Domains"
        columns={columns}
        query={query}
        of={({ items }) => items}
        rowKey={({ domainNameId, domainName = '' }) => domainNameId ?? domainName}
        maxHeight="45vh"
        empty={{
          title: 'No domain yet',
          first: (
            <>
              A domain needs a certificate for its name: <Link to="/certificates">import or request one</Link>{' '}
              first.
            </>
          ),
          actions: create,
        }}
      />
      <LocateSection />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

const columns: readonly Column<DomainName>[] = [
  {
    title: 'Name',
    cell: ({ domainName = '' }) => (
      <Anchor component={Link} to={`/domains/${encodeURIComponent(domainName)}`}>
        {domainName}
      </Anchor>
    ),
  },
  {
    title: 'Endpoint',
    width: '8rem',
    cell: ({ endpointConfiguration }) => endpointConfiguration?.types?.join(', '),
  },
  { title: 'TLS', width: '7rem', cell: ({ securityPolicy }) => securityPolicy },
  {
    title: 'Client certificates',
    width: '11rem',
    cell: ({ mutualTlsAuthentication }) =>
      mutualTlsAuthentication?.truststoreUri ? 'needed' : 'not asked for',
  },
  {
    title: 'State',
    width: '8rem',
    cell: ({ domainNameStatus }) => (
      <Badge variant="light" color={domainNameStatus === 'AVAILABLE' ? 'teal' : 'orange'}>
        {domainNameStatus ?? 'unknown'}
      </Badge>
    ),
  },
];

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  const certificates = useQuery(
    wireQuery(ListCertificates, { CertificateStatuses: ['ISSUED'], Includes: { keyTypes: allKeyTypes } }),
  ).data;
  const summaries = certificates?.CertificateSummaryList ?? [];
  return (
    <FormDialog
      title="Create domain"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const truststoreUri = field('truststoreUri');
        const input = {
          domainName: field('domainName'),
          regionalCertificateArn: field('certificateArn'),
          endpointConfiguration: { types: ['REGIONAL'] as const },
          securityPolicy: field('securityPolicy') as 'TLS_1_2',
          ...(truststoreUri && { mutualTlsAuthentication: { truststoreUri } }),
        };
        const outputs = await review({
          title: `Create domain ${input.domainName}`,
          alterations: alterationsBetween<typeof input>({}, input),
          steps: [call(CreateDomainName, input)],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="domainName"
        label="Name"
        description="api.example.com, or *.example.com"
        required
        spellCheck={false}
        data-autofocus
      />
      <NativeSelect
        name="certificateArn"
        label="Certificate"
        data={summaries.map(({ CertificateArn = '', DomainName: name }) => ({
          value: CertificateArn,
          label: `${name} (${CertificateArn.split('/').at(-1)?.slice(0, 8)})`,
        }))}
        required
      />
      <NativeSelect name="securityPolicy" label="Least version of TLS" data={['TLS_1_2']} />
      <TextInput
        name="truststoreUri"
        label="Truststore"
        description="s3://bucket/key.pem, to let in only who shows a certificate of it"
        spellCheck={false}
      />
    </FormDialog>
  );
}
