import { Anchor, Button, Menu, Stack, Table, Text } from '@mantine/core';
import { IconChevronDown, IconFolderPlus, IconPlus, IconTrash, IconWorldShare } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '../../../kit/empty.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import type { Resource } from '../../../wire/generated/apigateway.js';
import { CorsForm } from './cors-form.js';
import { deleteResource } from './delete-resource.js';
import { MethodBadge } from './method-badge.js';
import { NewMethodForm } from './new-method-form.js';
import { NewResourceForm } from './new-resource-form.js';
import { methodsOf } from './resource-tree.js';

export interface ResourcePanelProps {
  readonly apiId: string;
  readonly resource: Resource;
  readonly resources: readonly Resource[];
  readonly onSelect: (resourceId: string | undefined, httpMethod?: string) => void;
}

/** A resource: its methods, and what can be done with it. */
export function ResourcePanel({ apiId, resource, resources, onSelect }: ResourcePanelProps) {
  const review = useReview();
  const [form, setForm] = useState<'resource' | 'method' | 'cors' | null>(null);
  const methods = methodsOf(resource);
  const close = () => setForm(null);
  const remove = async () => {
    if (await review(deleteResource(apiId, resource, resources))) onSelect(resource.parentId);
  };
  const addMethod = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setForm('method')}>
      Add method
    </Button>
  );
  return (
    <Section
      title={resource.path ?? '/'}
      hint={
        <Text span size="sm" ff="monospace">
          {resource.id}
        </Text>
      }
      actions={
        <>
          {addMethod}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFolderPlus size={14} />}
            onClick={() => setForm('resource')}
          >
            Create resource
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
                More
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconWorldShare size={16} />} onClick={() => setForm('cors')}>
                Enable CORS
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                disabled={resource.parentId === undefined}
                onClick={() => void remove()}
              >
                Delete resource
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      {methods.length === 0 ? (
        <Empty
          title="No method answers here yet"
          first="Add one, and choose what it calls. It goes live with the next deployment."
          actions={addMethod}
        />
      ) : (
        <Table.ScrollContainer minWidth={460}>
          <Table aria-label={`Methods of ${resource.path}`}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="7rem">Method</Table.Th>
                <Table.Th>Integration</Table.Th>
                <Table.Th>Authorization</Table.Th>
                <Table.Th>API key</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {methods.map((name) => {
                const method = resource.resourceMethods?.[name] ?? {};
                const { type, uri } = method.methodIntegration ?? {};
                return (
                  <Table.Tr key={name}>
                    <Table.Td>
                      <Anchor
                        component="button"
                        type="button"
                        onClick={() => onSelect(resource.id, name)}
                        aria-label={`${name} ${resource.path}`}
                      >
                        <MethodBadge method={name} />
                      </Anchor>
                    </Table.Td>
                    <Table.Td className="breaks">
                      <Stack gap={0}>
                        <Text size="sm">{type ?? 'none yet'}</Text>
                        {uri && (
                          <Text size="xs" c="dimmed">
                            {uri}
                          </Text>
                        )}
                      </Stack>
                    </Table.Td>
                    <Table.Td>{method.authorizationType}</Table.Td>
                    <Table.Td>{method.apiKeyRequired ? 'required' : 'not asked for'}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {form === 'resource' && (
        <NewResourceForm apiId={apiId} parent={resource} onClose={close} onDone={onSelect} />
      )}
      {form === 'method' && (
        <NewMethodForm
          apiId={apiId}
          resource={resource}
          onClose={close}
          onDone={(httpMethod) => onSelect(resource.id, httpMethod)}
        />
      )}
      {form === 'cors' && <CorsForm apiId={apiId} resource={resource} onClose={close} />}
    </Section>
  );
}
