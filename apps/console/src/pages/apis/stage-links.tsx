import { ActionIcon, Anchor, CopyButton, Group, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { apiPath } from '../../kit/api-paths.js';
import { useStageAddress } from '../../kit/stage-address.js';
import { useStageNames } from '../../kit/stage-names.js';
import { versionOf, type ListedApi } from './api-list.js';

/** Links to the stages of an API. They are asked for when the row comes into sight. */
export function StageLinks({ api }: { readonly api: ListedApi }) {
  const { data: names, isPending } = useStageNames(versionOf(api), api.id);
  if (isPending) return <Skeleton height={16} width="60%" />;
  if (!names?.length)
    return (
      <Text size="sm" c="dimmed">
        {names ? 'not deployed' : 'unknown'}
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
  const address = useStageAddress(versionOf(api), api.id, name);
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
