import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconTrash, IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useReview } from '../../kit/review/use-review.js';
import { useStageNames } from '../../kit/stage-names.js';
import { versionOf, type ListedApi } from './api-list.js';
import { deleteApi } from './delete-api.js';

/** What can be done with an API of the list. */
export function ApiMenu({ api }: { readonly api: ListedApi }) {
  const review = useReview();
  const stageNames = useStageNames(versionOf(api), api.id).data ?? [];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions on ${api.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {api.kind !== 'websocket' && (
          <>
            <Menu.Item
              renderRoot={(props: object) => (
                <Link to="/apis/export" search={{ api: api.id, kind: api.kind }} {...props} />
              )}
              leftSection={<IconDownload size={16} />}
            >
              Export
            </Menu.Item>
            <Menu.Item
              renderRoot={(props: object) => (
                <Link to="/apis/import" search={{ into: api.id, kind: api.kind }} {...props} />
              )}
              leftSection={<IconUpload size={16} />}
            >
              Import into it
            </Menu.Item>
          </>
        )}
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => void review(deleteApi(api, stageNames))}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
