import { Anchor, Badge, Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../kit/page.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { GetDomainNames, type DomainName } from '../../wire/generated/apigateway.js';
import { CreateDomainDialog } from './create-domain-dialog.js';
import { domainPath, keyOf } from './domain-key.js';
import { LocateSection } from './locate-section.js';

/** Names of customers' own under which APIs are served. */
export function DomainsPage() {
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(wirePages(GetDomainNames, { limit: 500 }, 'position'));
  const create = <Button onClick={() => setCreating(true)}>Create domain</Button>;
  return (
    <Page title="Domains" subtitle="APIs under names of your own" actions={create}>
      <Listed
        query={query}
        of={({ items }) => items}
        label="Domains"
        columns={columns}
        rowKey={({ domainNameId, domainName = '' }) => `${domainName} ${domainNameId ?? ''}`}
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
      {isCreating && <CreateDomainDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

const columns: readonly Column<DomainName>[] = [
  {
    title: 'Name',
    width: '16rem',
    cell: (domain) => (
      <>
        <Anchor inherit component={Link} to={domainPath(keyOf(domain))}>
          {domain.domainName}
        </Anchor>{' '}
        {domain.domainNameId !== undefined && (
          <Text span size="xs" c="dimmed">
            {domain.domainNameId}
          </Text>
        )}
      </>
    ),
  },
  {
    title: 'Endpoint',
    width: '8rem',
    cell: ({ endpointConfiguration }) => endpointConfiguration?.types?.join(', '),
  },
  { title: 'Security policy', cell: ({ securityPolicy }) => securityPolicy },
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
