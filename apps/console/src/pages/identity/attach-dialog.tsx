import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { wireKey } from '../../kit/wire-query.js';
import { allPages } from '../../wire/all-pages.js';
import { ListPolicies, type ListPoliciesRequest, type Policy } from '../../wire/generated/iam.js';
import { isOfAws } from './policy-document.js';
import type { Principal } from './principal.js';

interface AttachDialogProps {
  readonly principal: Principal;
  /** ARNs of what it has. */
  readonly attached: readonly string[];
  readonly onClose: () => void;
}

/** One more of the account's policies, or of AWS's, for a user or role. */
export function AttachDialog({ principal, attached, onClose }: AttachDialogProps) {
  const review = useReview();
  const { data: policies = [], error, isPending, refetch } = useQuery(everyPolicy);
  const [arn, setArn] = useState<string | null>(null);
  const data = policies
    .filter(({ Arn = '' }) => !attached.includes(Arn))
    .map(({ Arn = '', PolicyName = '' }) => ({
      value: Arn,
      label: isOfAws(Arn) ? `${PolicyName} (AWS)` : PolicyName,
    }));
  return (
    <FormDialog
      title="Attach policy"
      submit="Review"
      isReady={arn !== null}
      onClose={onClose}
      onSubmit={async () => {
        const outputs = await review({
          title: `Attach a policy to ${principal.name}`,
          alterations: [{ what: 'Policy', from: null, to: arn }],
          steps: [principal.attach(arn ?? '')],
          confirm: 'Attach',
        });
        return outputs !== null;
      }}
    >
      {error && <Problem error={error} retry={() => void refetch()} />}
      <Select
        label="Policy"
        placeholder={isPending ? 'Loading …' : 'Type a part of its name'}
        nothingFoundMessage="There is none of this name that is not attached already"
        data={data}
        value={arn}
        onChange={setArn}
        searchable
        // What is drawn at once; typing finds the others.
        limit={100}
        data-autofocus
      />
    </FormDialog>
  );
}

const all: ListPoliciesRequest = { Scope: 'All', MaxItems: 1000 };
const everyPolicy = {
  queryKey: [...wireKey(ListPolicies, all), 'every'],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
    const policies: Policy[] = [];
    for await (const { Policies = [] } of allPages(ListPolicies, all, { signal })) policies.push(...Policies);
    return policies;
  },
};
