import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages, wireQuery } from '../../kit/wire-query.js';
import {
  CreatePolicy,
  CreatePolicyVersion,
  DeletePolicy,
  GetPolicyVersion,
  ListPolicies,
  type Policy,
} from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { IdentityPage } from './identity-page.js';
import { documentOf, example } from './policy-document.js';

/** What users and roles may do, in documents that several of them may have. */
export function PoliciesPage() {
  const [isCreating, setCreating] = useState(false);
  const [shown, setShown] = useState<Policy | null>(null);
  const query = useInfiniteQuery(wirePages(ListPolicies, { MaxItems: 500, Scope: 'All' }, 'Marker'));
  const create = <Button onClick={() => setCreating(true)}>Create policy</Button>;
  return (
    <IdentityPage tab="policies" actions={create}>
      <Stack gap="md">
        <Listed
          label="Policies"
          columns={columns(setShown)}
          query={query}
          of={({ Policies }) => Policies}
          rowKey={({ Arn = '' }) => Arn}
          selected={shown?.Arn}
          maxHeight="40vh"
          empty={{
            title: 'No policy yet',
            first: "A policy is a document in AWS's policy language.",
            actions: create,
          }}
        />
        {shown && <PolicySection key={shown.Arn} policy={shown} onGone={() => setShown(null)} />}
      </Stack>
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </IdentityPage>
  );
}

const columns = (show: (policy: Policy) => void): Column<Policy>[] => [
  {
    title: 'Name',
    cell: (policy) => (
      <button type="button" className="link" onClick={() => show(policy)}>
        {policy.PolicyName}
      </button>
    ),
  },
  { title: 'Attached', width: '7rem', align: 'right', cell: ({ AttachmentCount }) => AttachmentCount },
  { title: 'Version', width: '7rem', cell: ({ DefaultVersionId }) => DefaultVersionId },
  { title: 'Changed', width: '9rem', cell: ({ UpdateDate }) => <When at={UpdateDate} /> },
];

/** The document that holds, to be changed by a new version. */
function PolicySection({ policy, onGone }: { readonly policy: Policy; readonly onGone: () => void }) {
  const review = useReview();
  const PolicyArn = policy.Arn ?? '';
  const isOurs = !PolicyArn.includes(':aws:policy/');
  const query = useQuery(
    wireQuery(GetPolicyVersion, { PolicyArn, VersionId: policy.DefaultVersionId ?? 'v1' }),
  );
  const [typed, setTyped] = useState<string | null>(null);
  const save = async (from: string) => {
    const outputs = await review({
      title: `Change policy ${policy.PolicyName}`,
      alterations: [{ what: 'Document', from, to: typed }],
      steps: [call(CreatePolicyVersion, { PolicyArn, PolicyDocument: typed ?? '', SetAsDefault: true })],
      confirm: 'Change',
    });
    if (outputs) onGone();
  };
  const remove = async () => {
    const outputs = await review({
      title: `Delete policy ${policy.PolicyName}`,
      alterations: [{ what: 'Policy', from: policy.PolicyName ?? null, to: null }],
      steps: [call(DeletePolicy, { PolicyArn })],
      confirm: 'Delete',
      danger: 'Whoever has it keeps it from being deleted: detach it first.',
    });
    if (outputs) onGone();
  };
  return (
    <Section title={policy.PolicyName ?? ''} hint={PolicyArn}>
      <Loaded query={query} lines={6}>
        {({ PolicyVersion }) => {
          const document = documentOf(PolicyVersion?.Document ?? '');
          return (
            <>
              <CodeEditor
                label={`Document of ${policy.PolicyName}`}
                value={typed ?? document}
                language="json"
                {...(isOurs && { onChange: setTyped })}
              />
              {isOurs && (
                <Group gap="xs">
                  <Button disabled={typed === null || typed === document} onClick={() => void save(document)}>
                    Change
                  </Button>
                  <Button variant="light" color="red" onClick={() => void remove()}>
                    Delete
                  </Button>
                </Group>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  const [document, setDocument] = useState(example('read'));
  return (
    <FormDialog
      title="Create policy"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const PolicyName = field('name');
        const outputs = await review({
          title: `Create policy ${PolicyName}`,
          alterations: [{ what: 'Document', from: null, to: document }],
          steps: [call(CreatePolicy, { PolicyName, PolicyDocument: document })],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" required spellCheck={false} data-autofocus />
      <NativeSelect
        label="Begin with"
        data={[
          { value: 'read', label: 'read everything' },
          { value: 'deploy', label: 'deploy' },
          { value: 'keys', label: 'keys and usage plans' },
        ]}
        onChange={({ currentTarget }) => setDocument(example(currentTarget.value as 'read'))}
      />
      <CodeEditor label="Document" value={document} onChange={setDocument} language="json" />
    </FormDialog>
  );
}
