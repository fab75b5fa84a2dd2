import { Badge, Button, Group, Table } from '@mantine/core';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import type { PolicyVersion } from '../../wire/generated/iam.js';

interface VersionTableProps {
  readonly versions: readonly PolicyVersion[];
  /** The one whose document is shown. */
  readonly shown: string;
  readonly onShow: (id: string) => void;
  /** Without these, nothing can be changed: policies of AWS. */
  readonly onMakeDefault?: (id: string) => void;
  readonly onDelete?: (id: string) => void;
}

/** The versions of a policy, of which the default one decides. */
export function VersionTable({ versions, shown, onShow, onMakeDefault, onDelete }: VersionTableProps) {
  return (
    <Section title="Versions" hint="The default one decides; a change makes another">
      <Table.ScrollContainer minWidth={440}>
        <Table aria-label="Versions">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Version</Table.Th>
              <Table.Th>Created</Table.Th>
              <Table.Th>Change</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map(({ VersionId: id = '', IsDefaultVersion: isDefault, CreateDate }) => (
              <Table.Tr key={id} bg={id === shown ? 'var(--mantine-primary-color-light)' : undefined}>
                <Table.Td>
                  <Group gap="xs">
                    <button
                      type="button"
                      className="link"
                      aria-label={`Show ${id}`}
                      aria-pressed={id === shown}
                      onClick={() => onShow(id)}
                    >
                      {id}
                    </button>
                    {isDefault && (
                      <Badge variant="light" color="teal">
                        default
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td>
                  <When at={CreateDate} />
                </Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    {!isDefault && onMakeDefault && (
                      <Button
                        size="compact-xs"
                        variant="light"
                        aria-label={`Set as default: ${id}`}
                        onClick={() => onMakeDefault(id)}
                      >
                        Set as default
                      </Button>
                    )}
                    {!isDefault && onDelete && (
                      <Button
                        size="compact-xs"
                        variant="light"
                        color="red"
                        aria-label={`Delete ${id}`}
                        onClick={() => onDelete(id)}
                      >
                        Delete
                      </Button>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
