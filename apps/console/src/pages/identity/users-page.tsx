import { Anchor, Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import { CreateUser, ListUsers, type User } from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { IdentityPage } from './identity-page.js';
import { pathOf, user } from './principal.js';

/** People and programs with keys of their own. */
export function UsersPage() {
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(wirePages(ListUsers, { MaxItems: 500 }, 'Marker'));
  const create = <Button onClick={() => setCreating(true)}>Create user</Button>;
  return (
    <IdentityPage tab="users" actions={create}>
      <Listed
        label="Users"
        columns={columns}
        query={query}
        of={({ Users }) => Users}
        rowKey={({ UserId = '' }) => UserId}
        empty={{
          title: 'No user yet',
          first:
            'You are the root user, who may do all. Give each person a user with the policies that they need.',
          actions: create,
        }}
      />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </IdentityPage>
  );
}

const columns: readonly Column<User>[] = [
  {
    title: 'Name',
    cell: ({ UserName = '' }) => (
      <Anchor component={Link} to={pathOf(user(UserName))}>
        {UserName}
      </Anchor>
    ),
  },
  { title: 'ARN', width: '22rem', cell: ({ Arn }) => Arn },
  { title: 'Created', width: '9rem', cell: ({ CreateDate }) => <When at={CreateDate} /> },
];

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Create user"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const UserName = field('name');
        const outputs = await review({
          title: `Create user ${UserName}`,
          alterations: [{ what: 'User', from: null, to: UserName }],
          steps: [call(CreateUser, { UserName })],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" required spellCheck={false} data-autofocus />
    </FormDialog>
  );
}
