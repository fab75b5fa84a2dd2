import { ActionIcon, Anchor, CopyButton, Group, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiPath } from '../../kit/api-paths.js';
import { useStageAddress } from '../../kit/stage-address.js';
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
        <StageLink key={name} api={api} name={name} />
      ))}
    </Group>
  );
}

/** A stage, and where it is called, to copy. */
function StageLink({ api, name }: { readonly api: ListedApi; readonly name: string }) {
  const address = useStageAddress(api.kind === 'rest' ? 'rest' : 'v2', api.id, name);
  return (
    <Group gap={2} wrap="nowrap">
      <Anchor
        component={Link}
        to={apiPath(api.kind, api.id, `stages/${encodeURIComponent(name)}`)}
        size="sm"
        className="breaks"
      >
        {name}
      </Anchor>
      {address !== null && (
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : address}>
              <ActionIcon
                variant="subtle"
                size="sm"
                onClick={copy}
                aria-label={copied ? 'Copied' : `Copy the address of ${name} of ${api.name}`}
              >
                {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      )}
    </Group>
  );
}
