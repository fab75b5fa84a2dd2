import { ActionIcon, Anchor, Button, Group } from '@mantine/core';
import { IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { wireQuery } from '../../kit/wire-query.js';
import { DeleteAuthorizer, GetAuthorizers, type Authorizer } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { AuthorizerForm } from './authorizers/authorizer-form.js';
import { TestAuthorizer } from './authorizers/test-authorizer.js';

const route = getRouteApi('/apis/$apiId/authorizers');

type Open = { readonly form: 'edit' | 'test'; readonly authorizer: Authorizer | null };

/** Who decides whether callers may. */
export function AuthorizersPage() {
  const { apiId } = route.useParams();
  const review = useReview();
  const query = useQuery(wireQuery(GetAuthorizers, { restApiId: apiId, limit: 500 }));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const remove = ({ id = '', name = id }: Authorizer) =>
    review({
      title: `Delete authorizer ${name}`,
      danger: `${name} is lost. The service refuses it while a method still uses it.`,
      alterations: [{ what: 'Authorizer', from: name, to: null }],
      steps: [call(DeleteAuthorizer, { restApiId: apiId, authorizerId: id })],
      confirm: 'Delete',
    });
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ form: 'edit', authorizer: null })}>
      Create authorizer
    </Button>
  );
  const columns: Column<Authorizer>[] = [
    {
      title: 'Name',
      cell: (authorizer) => (
        <Anchor
          component="button"
          type="button"
          ta="left"
          size="sm"
          fw={500}
          onClick={() => setOpen({ form: 'edit', authorizer })}
        >
          {authorizer.name}
        </Anchor>
      ),
    },
    { title: 'Type', width: '13rem', cell: ({ type }) => type },
    { title: 'Identity source', cell: ({ identitySource }) => identitySource },
    {
      title: 'Kept for',
      width: '6rem',
      cell: ({ authorizerResultTtlInSeconds = 300 }) => `${authorizerResultTtlInSeconds} s`,
    },
    {
      title: '',
      width: '5.5rem',
      align: 'right',
      cell: (authorizer) => (
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <ActionIcon
            variant="subtle"
            aria-label={`Test ${authorizer.name}`}
            onClick={() => setOpen({ form: 'test', authorizer })}
          >
            <IconPlayerPlay size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete ${authorizer.name}`}
            onClick={() => void remove(authorizer)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ),
    },
  ];
  return (
    <ApiPage apiId={apiId} kind="rest" tab="authorizers" actions={create}>
      <Loaded query={query}>
        {({ items = [] }) => (
          <Rows
            label="Authorizers"
            columns={columns}
            rows={items}
            rowKey={({ id = '' }) => id}
            empty={
              <Empty
                title="Nobody decides here yet"
                first="Create an authorizer, a function or a Cognito user pool, then choose it in the requests of methods."
                actions={create}
              />
            }
          />
        )}
      </Loaded>
      {open?.form === 'edit' && <AuthorizerForm apiId={apiId} authorizer={open.authorizer} onClose={close} />}
      {open?.form === 'test' && open.authorizer && (
        <TestAuthorizer apiId={apiId} authorizer={open.authorizer} onClose={close} />
      )}
    </ApiPage>
  );
}
