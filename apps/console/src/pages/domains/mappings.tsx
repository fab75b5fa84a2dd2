import { Anchor, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { useMeteredApis, type MeteredApi } from '../../kit/metered-apis.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { GetBasePathMappings } from '../../wire/generated/apigateway.js';
import { GetApiMappings } from '../../wire/generated/apigatewayv2.js';
import type { DomainKey } from './domain-key.js';
import { mappingOfV1, mappingOfV2, mappingText, removeMapping, type Mapping } from './mapping-calls.js';
import { MappingDialog } from './mapping-dialog.js';

/** Which paths of a domain lead to which stages, changed in their places. */
export function Mappings({ domain }: { readonly domain: DomainKey }) {
  // Null: a new one.
  const [open, setOpen] = useState<Mapping | null | undefined>(undefined);
  const apis = useMeteredApis().data ?? [];
  const review = useReview();
  const remove = (mapping: Mapping) =>
    void review({
      title: `Remove the mapping /${mapping.path}`,
      alterations: [{ what: `Path /${mapping.path}`, from: mappingText(mapping), to: null }],
      steps: [removeMapping(domain, mapping)],
      confirm: 'Remove',
      danger:
        'Requests below this path go by a shorter mapping from now on, or get a 403 where there is none.',
    });
  const add = (
    <Button size="xs" onClick={() => setOpen(null)}>
      Add mapping
    </Button>
  );
  const List = domain.domainNameId === undefined ? OpenMappings : PrivateMappings;
  return (
    <Section title="Mappings" hint="The longest path that fits wins" actions={add}>
      <List domain={domain} columns={columns(apis, setOpen, remove)} />
      {open !== undefined && (
        <MappingDialog domain={domain} mapping={open} onClose={() => setOpen(undefined)} />
      )}
    </Section>
  );
}

interface ListProps {
  readonly domain: DomainKey;
  readonly columns: readonly Column<Mapping>[];
}

const table = {
  label: 'Mappings',
  rowKey: ({ path }: Mapping) => path,
  maxHeight: '45vh',
  empty: {
    title: 'No mapping',
    first: 'Without one the domain answers nobody: map a path to a stage of an API.',
  },
};

/** By version 2, which gives mappings their ids, and names domains without theirs. */
function OpenMappings({ domain: { domainName }, columns }: ListProps) {
  const query = useInfiniteQuery(wirePages(GetApiMappings, { domainName, maxResults: '500' }, 'nextToken'));
  return <Listed query={query} of={({ items }) => items?.map(mappingOfV2)} columns={columns} {...table} />;
}

/** Of a private domain, which version 1 alone knows by its id. */
function PrivateMappings({ domain, columns }: ListProps) {
  const query = useInfiniteQuery(wirePages(GetBasePathMappings, { ...domain, limit: 500 }, 'position'));
  return <Listed query={query} of={({ items }) => items?.map(mappingOfV1)} columns={columns} {...table} />;
}

const columns = (
  apis: readonly MeteredApi[],
  edit: (mapping: Mapping) => void,
  remove: (mapping: Mapping) => void,
): readonly Column<Mapping>[] => [
  { title: 'Path', cell: ({ path }) => `/${path}` },
  {
    title: 'API',
    cell: ({ apiId }) => <ApiLink apiId={apiId} api={apis.find(({ id }) => id === apiId)} />,
  },
  { title: 'Stage', width: '10rem', cell: ({ stage }) => stage || 'the next segment' },
  {
    title: 'Change',
    width: '11rem',
    cell: (mapping) => (
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Edit /${mapping.path}`}
          onClick={() => edit(mapping)}
        >
          Edit
        </Button>
        <Button
          size="compact-xs"
          variant="light"
          color="red"
          aria-label={`Remove /${mapping.path}`}
          onClick={() => remove(mapping)}
        >
          Remove
        </Button>
      </Group>
    ),
  },
];

/** An API by its name where that is known, its id beside it. */
export function ApiLink({ apiId, api }: { readonly apiId: string; readonly api: MeteredApi | undefined }) {
  if (!api) return <>{apiId}</>;
  return (
    <>
      <Anchor inherit component={Link} to={apiPath(api.kind === 'REST' ? 'rest' : 'v2', apiId)}>
        {api.name}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        {apiId}
      </Text>
    </>
  );
}
