import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import { CreatePolicy, ListPolicies, type Policy } from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { IdentityPage } from './identity-page.js';
import { NewPolicyDialog } from './new-policy-dialog.js';
import { documentOf, isOfAws } from './policy-document.js';
import { policyPath } from './principal.js';

/** What users and roles may do, in documents that several of them may have. */
export function PoliciesPage() {
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(wirePages(ListPolicies, { MaxItems: 500, Scope: 'All' }, 'Marker'));
  const create = <Button onClick={() => setCreating(true)}>Create policy</Button>;
  return (
    <IdentityPage tab="policies" actions={create}>
      <Listed
        label="Policies"
        columns={columns}
        query={query}
        of={({ Policies }) => Policies}
        rowKey={({ Arn = '' }) => Arn}
        empty={{
          title: 'No policy yet',
          first: "A policy is a document in AWS's policy language.",
          actions: create,
        }}
      />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </IdentityPage>
  );
}

const columns: readonly Column<Policy>[] = [
  {
    title: 'Name',
    cell: ({ Arn = '', PolicyName }) => (
      <Anchor component={Link} to={policyPath(Arn)}>
        {PolicyName}
      </Anchor>
    ),
  },
  { title: 'Of', width: '8rem', cell: ({ Arn = '' }) => (isOfAws(Arn) ? 'AWS' : 'this account') },
  { title: 'Attached', width: '7rem', align: 'right', cell: ({ AttachmentCount }) => AttachmentCount },
  { title: 'Version', width: '7rem', cell: ({ DefaultVersionId }) => DefaultVersionId },
  { title: 'Changed', width: '9rem', cell: ({ UpdateDate }) => <When at={UpdateDate} /> },
];

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <NewPolicyDialog
      title="Create policy"
      onClose={onClose}
      onReview={async (PolicyName, PolicyDocument) => {
        const outputs = await review({
          title: `Create policy ${PolicyName}`,
          alterations: [{ what: 'Document', from: null, to: documentOf(PolicyDocument) }],
          steps: [call(CreatePolicy, { PolicyName, PolicyDocument })],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    />
  );
}
