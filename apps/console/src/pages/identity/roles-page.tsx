import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import {
  CreateRole,
  DeleteRole,
  ListRoles,
  UpdateAssumeRolePolicy,
  type Role,
} from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { IdentityPage } from './identity-page.js';
import { documentOf } from './policy-document.js';
import { trustExample } from './trust-example.js';

/** Roles that users, or the gateway itself, take on. */
export function RolesPage() {
  const [isCreating, setCreating] = useState(false);
  const [shown, setShown] = useState<Role | null>(null);
  const query = useInfiniteQuery(wirePages(ListRoles, { MaxItems: 500 }, 'Marker'));
  const create = <Button onClick={() => setCreating(true)}>Create role</Button>;
  return (
    <IdentityPage tab="roles" actions={create}>
      <Stack gap="md">
        <Listed
          label="Roles"
          columns={columns(setShown)}
          query={query}
          of={({ Roles }) => Roles}
          rowKey={({ RoleId = '' }) => RoleId}
          selected={shown?.RoleId}
          maxHeight="40vh"
          empty={{
            title: 'No role yet',
            first:
              'A role has policies of its own, for who takes it on: users of this account or of another.',
            actions: create,
          }}
        />
        {shown && <TrustSection key={shown.RoleId} role={shown} onGone={() => setShown(null)} />}
      </Stack>
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </IdentityPage>
  );
}

const columns = (show: (role: Role) => void): Column<Role>[] => [
  {
    title: 'Name',
    cell: (role) => (
      <button type="button" className="link" onClick={() => show(role)}>
        {role.RoleName}
      </button>
    ),
  },
  { title: 'ARN', width: '22rem', cell: ({ Arn }) => Arn },
  { title: 'Created', width: '9rem', cell: ({ CreateDate }) => <When at={CreateDate} /> },
];

/** Who may take the role on. */
function TrustSection({ role, onGone }: { readonly role: Role; readonly onGone: () => void }) {
  const review = useReview();
  const RoleName = role.RoleName ?? '';
  const document = documentOf(role.AssumeRolePolicyDocument ?? '');
  const [typed, setTyped] = useState(document);
  const save = async () => {
    const outputs = await review({
      title: `Change who may take on ${RoleName}`,
      alterations: [{ what: 'Trust policy', from: document, to: typed }],
      steps: [call(UpdateAssumeRolePolicy, { RoleName, PolicyDocument: typed })],
      confirm: 'Change',
    });
    if (outputs) onGone();
  };
  const remove = async () => {
    const outputs = await review({
      title: `Delete role ${RoleName}`,
      alterations: [{ what: 'Role', from: RoleName, to: null }],
      steps: [call(DeleteRole, { RoleName })],
      confirm: 'Delete',
      danger: 'Sessions of it end. Its policies must be taken away first, as at AWS.',
    });
    if (outputs) onGone();
  };
  return (
    <Section title={RoleName} hint="Trust policy: who may take this role on">
      <CodeEditor label={`Trust policy of ${RoleName}`} value={typed} onChange={setTyped} language="json" />
      <Group gap="xs">
        <Button disabled={typed === document} onClick={() => void save()}>
          Change
        </Button>
        <Button variant="light" color="red" onClick={() => void remove()}>
          Delete
        </Button>
      </Group>
    </Section>
  );
}

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
