import { Box, Flex, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Loading } from '../../kit/loading.js';
import { Problem } from '../../kit/problem.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { GetResources } from '../../wire/generated/apigateway.js';
import { MethodPanel } from './method/method-panel.js';
import { ResourcePanel } from './resources/resource-panel.js';
import { rowKey, searchResources, treeRows } from './resources/resource-tree.js';
import { TreeView } from './resources/tree-view.js';

const route = getRouteApi('/apis/$apiId/resources');

/** The paths of a REST API with their methods: a tree, and beside it what is chosen there. */
export function ResourcesPage() {
  const { apiId } = route.useParams();
  const { resource: chosen, method } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useEveryPage(GetResources, { restApiId: apiId, limit: 500, embed: ['methods'] }, 'position');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const rows = useMemo(
    () => treeRows(searchResources(list.items, wanted), wanted === '' ? closed : new Set()),
    [list.items, closed, wanted],
  );
  const root = list.items.find(({ parentId }) => parentId === undefined);
  const resource = list.items.find(({ id }) => id === chosen) ?? root;
  const selected = rowKey(resource?.id ?? '', method);
  const [active, setActive] = useState(selected);

  const select = (resourceId: string | undefined, httpMethod?: string | null) => {
    setActive(rowKey(resourceId ?? '', httpMethod));
    void navigate({ search: { resource: resourceId, method: httpMethod ?? undefined }, replace: true });
  };
  const toggle = (id: string) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });

  return (
    <ApiPage apiId={apiId} kind="rest" tab="resources">
      {list.error && <Problem error={list.error} retry={list.retry} />}
      <Flex gap="md" direction={{ base: 'column', md: 'row' }} align="stretch">
        <Stack gap="xs" w={{ base: '100%', md: 300 }} flex="none">
          <TextInput
            aria-label="Search paths and methods"
            placeholder="Search paths and methods"
            leftSection={<IconSearch size={16} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {list.items.length === 0 && !list.error && <Loading lines={6} />}
          {rows.length > 0 && (
            <TreeView
              rows={rows}
              selected={selected}
              active={active}
              onActive={setActive}
              onSelect={(row) => select(row.resourceId, row.httpMethod)}
              onToggle={toggle}
            />
          )}
          {rows.length === 0 && list.isComplete && (
            <Empty title="No path is like this" first="Look for fewer letters." />
          )}
        </Stack>
        <Box flex={1} miw={0}>
          {resource && method && resource.resourceMethods?.[method] ? (
            <MethodPanel
              key={`${selected} ${apiId}`}
              apiId={apiId}
              resource={resource}
              httpMethod={method}
              onGone={() => select(resource.id)}
            />
          ) : (
            resource && (
              <ResourcePanel
                key={selected}
                apiId={apiId}
                resource={resource}
                resources={list.items}
                onSelect={select}
              />
            )
          )}
        </Box>
      </Flex>
    </ApiPage>
  );
}
