import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiPath } from '../../kit/api-paths.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetStages } from '../../wire/generated/apigateway.js';
import { GetStages as GetStagesV2 } from '../../wire/generated/apigatewayv2.js';
import type { ListedApi } from './api-list.js';

/** The names of an API's stages. Asked for when the row comes into sight. */
export function useStageNames({ id, kind }: Pick<ListedApi, 'id' | 'kind'>): readonly string[] | undefined {
  const options = { staleTime: 30_000 };
  const v1 = useQuery({
    ...wireQuery(GetStages, { restApiId: id }),
    ...options,
    enabled: kind === 'rest',
  });
  const v2 = useQuery({ ...wireQuery(GetStagesV2, { apiId: id }), ...options, enabled: kind !== 'rest' });
  const stages = kind === 'rest' ? v1.data?.item : v2.data?.items;
  if ((kind === 'rest' ? v1 : v2).isPending) return undefined;
  return (stages ?? []).map(({ stageName }) => stageName ?? '');
}

/** Links to the stages of an API. */
export function StageLinks({ api }: { readonly api: ListedApi }) {
  const names = useStageNames(api);
  if (names === undefined) return <Skeleton height={16} width="60%" />;
  if (names.length === 0)
    return (
      <Text size="sm" c="dimmed">
        not deployed
      </Text>
    );
  return (
    <Group gap="xs">
      {names.map((name) => (
        <Anchor
          key={name}
          component={Link}
          to={apiPath(api.kind, api.id, `stages/${encodeURIComponent(name)}`)}
          size="sm"
          className="breaks"
        >
          {name}
        </Anchor>
      ))}
    </Group>
  );
}
