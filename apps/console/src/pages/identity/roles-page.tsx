import { Anchor, Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import { CreateRole, ListRoles, type Role } from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { IdentityPage } from './identity-page.js';
import { pathOf, role } from './principal.js';
import { trustExample } from './trust-example.js';

/** Roles that users, or the gateway itself, take on. */
export function RolesPage() {
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(wirePages(ListRoles, { MaxItems: 500 }, 'Marker'));
  const create = <Button onClick={() => setCreating(true)}>Create role</Button>;
  return (
    <IdentityPage tab="roles" actions={create}>
      <Listed
        label="Roles"
        columns={columns}
        query={query}
        of={({ Roles }) => Roles}
        rowKey={({ RoleId = '' }) => RoleId}
        empty={{
          title: 'No role yet',
          first: 'A role has policies of its own, for who takes it on: users of this account or of another.',
          actions: create,
        }}
      />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </IdentityPage>
  );
}

const columns: readonly Column<Role>[] = [
  {
    title: 'Name',
    cell: ({ RoleName = '' }) => (
      <Anchor component={Link} to={pathOf(role(RoleName))}>
        {RoleName}
      </Anchor>
    ),
  },
  { title: 'ARN', width: '22rem', cell: ({ Arn }) => Arn },
  { title: 'Created', width: '9rem', cell: ({ CreateDate }) => <When at={CreateDate} /> },
];

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  const [trust, setTrust] = useState(trustExample);
  return (
    <FormDialog
      title="Create role"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const RoleName = field('name');
        const outputs = await review({
          title: `Create role ${RoleName}`,
          alterations: [
            { what: 'Role', from: null, to: RoleName },
            { what: 'Trust policy', from: null, to: trust },
          ],
          steps: [call(CreateRole, { RoleName, AssumeRolePolicyDocument: trust })],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" required spellCheck={false} data-autofocus />
      <CodeEditor label="Trust policy" value={trust} onChange={setTrust} language="json" />
    </FormDialog>
  );
}
