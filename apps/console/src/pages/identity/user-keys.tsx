import { Alert, Badge, Button, Group, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyLine } from '../../kit/copy-line.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  CreateAccessKey,
  DeleteAccessKey,
  ListAccessKeys,
  UpdateAccessKey,
  type AccessKey,
  type AccessKeyMetadata,
  type CreateAccessKeyResponse,
} from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';

/** Access keys of a user; a secret is shown when it is made, and never again. */
export function UserKeys({ userName }: { readonly userName: string }) {
  const [made, setMade] = useState<AccessKey | null>(null);
  const review = useReview();
  const query = useQuery(wireQuery(ListAccessKeys, { UserName: userName }));
  const create = async () => {
    const outputs = await review({
      title: `Create an access key for ${userName}`,
      alterations: [{ what: 'Access key', from: null, to: 'a new one' }],
      steps: [call(CreateAccessKey, { UserName: userName })],
      confirm: 'Create',
    });
    if (outputs) setMade((outputs[0] as CreateAccessKeyResponse).AccessKey ?? null);
  };
  const toggle = ({ AccessKeyId = '', Status }: AccessKeyMetadata) => {
    const to = Status === 'Active' ? 'Inactive' : 'Active';
    void review({
      title: `Make ${AccessKeyId} ${to.toLowerCase()}`,
      alterations: [{ what: 'State', from: Status ?? null, to }],
      steps: [call(UpdateAccessKey, { UserName: userName, AccessKeyId, Status: to })],
      confirm: 'Change',
    });
  };
  const remove = ({ AccessKeyId = '' }: AccessKeyMetadata) =>
    void review({
      title: `Delete ${AccessKeyId}`,
      alterations: [{ what: 'Access key', from: AccessKeyId, to: null }],
      steps: [call(DeleteAccessKey, { UserName: userName, AccessKeyId })],
      confirm: 'Delete',
      danger: 'Whoever signs with it is refused from now on.',
    });
  return (
    <Section
      title="Access keys"
      actions={
        <Button size="xs" onClick={() => void create()}>
          Create access key
        </Button>
      }
    >
      {made && (
        <Alert
          color="teal"
          variant="light"
          title="Keep the secret now: it is not shown again"
          withCloseButton
          onClose={() => setMade(null)}
        >
          <Stack gap={4}>
            <CopyLine line={made.AccessKeyId ?? ''} label="Copy the ID" />
            <CopyLine line={made.SecretAccessKey ?? ''} label="Copy the secret" />
          </Stack>
        </Alert>
      )}
      <Loaded query={query} lines={2}>
        {({ AccessKeyMetadata: keys = [] }) =>
          keys.length === 0 ? (
            <Empty
              title="No access key"
              first="With a key this user signs in here, and calls by aws-cli and SDKs."
            />
          ) : (
            <Table.ScrollContainer minWidth={480}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>ID</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Created</Table.Th>
                    <Table.Th>Change</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {keys.map((key) => (
                    <Table.Tr key={key.AccessKeyId}>
                      <Table.Td>{key.AccessKeyId}</Table.Td>
                      <Table.Td>
                        <Badge variant="light" color={key.Status === 'Active' ? 'teal' : 'gray'}>
                          {key.Status}
                        </Badge>
                      </Table.Td>
                      <Table.Td>
                        <When at={key.CreateDate} />
                      </Table.Td>
                      <Table.Td>
                        <Group gap={4}>
                          <Button
                            size="compact-xs"
                            variant="light"
                            aria-label={`${key.Status === 'Active' ? 'Deactivate' : 'Activate'} ${key.AccessKeyId}`}
                            onClick={() => toggle(key)}
                          >
                            {key.Status === 'Active' ? 'Deactivate' : 'Activate'}
                          </Button>
                          <Button
                            size="compact-xs"
                            variant="light"
                            color="red"
                            aria-label={`Delete ${key.AccessKeyId}`}
                            onClick={() => remove(key)}
                          >
                            Delete
                          </Button>
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
    </Section>
  );
}
