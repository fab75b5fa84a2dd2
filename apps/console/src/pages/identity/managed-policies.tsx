import { Button, Group, List, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  AttachUserPolicy,
  DetachUserPolicy,
  ListAttachedUserPolicies,
  ListPolicies,
  ListUserPolicies,
  type AttachedPolicy,
} from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';

/** Policies that a user has: attached ones, and those of its own by name. */
export function UserPolicies({ userName }: { readonly userName: string }) {
  const [isAttaching, setAttaching] = useState(false);
  const review = useReview();
  const attached = useQuery(wireQuery(ListAttachedUserPolicies, { UserName: userName }));
  const inline = useQuery(wireQuery(ListUserPolicies, { UserName: userName }));
  const detach = ({ PolicyArn = '', PolicyName = '' }: AttachedPolicy) =>
    void review({
      title: `Detach ${PolicyName} from ${userName}`,
      alterations: [{ what: 'Policy', from: PolicyName, to: null }],
      steps: [call(DetachUserPolicy, { UserName: userName, PolicyArn })],
      confirm: 'Detach',
    });
  return (
    <Section
      title="Policies"
      hint={
        inline.data?.PolicyNames?.length ? `Of its own: ${inline.data.PolicyNames.join(', ')}` : undefined
      }
      actions={
        <Button size="xs" onClick={() => setAttaching(true)}>
          Attach policy
        </Button>
      }
    >
      <Loaded query={attached} lines={2}>
        {({ AttachedPolicies = [] }) =>
          AttachedPolicies.length === 0 ? (
            <Empty title="No policy attached" first="Without a policy a user may do nothing." />
          ) : (
            <List listStyleType="none" spacing={6}>
              {AttachedPolicies.map((policy) => (
                <List.Item key={policy.PolicyArn}>
                  <Group gap="sm">
                    {policy.PolicyName}
                    <Button size="compact-xs" variant="light" color="red" onClick={() => detach(policy)}>
                      Detach
                    </Button>
                  </Group>
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
      {isAttaching && <AttachDialog userName={userName} onClose={() => setAttaching(false)} />}
    </Section>
  );
}

function AttachDialog({ userName, onClose }: { readonly userName: string; readonly onClose: () => void }) {
  const review = useReview();
  const policies = useQuery(wireQuery(ListPolicies, { MaxItems: 1000 })).data?.Policies ?? [];
  return (
    <FormDialog
      title="Attach policy"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const PolicyArn = field('arn');
        const outputs = await review({
          title: `Attach a policy to ${userName}`,
          alterations: [{ what: 'Policy', from: null, to: PolicyArn }],
          steps: [call(AttachUserPolicy, { UserName: userName, PolicyArn })],
          confirm: 'Attach',
        });
        return outputs !== null;
      }}
    >
      <NativeSelect
        name="arn"
        label="Policy"
        data={policies.map(({ Arn = '', PolicyName = '' }) => ({ value: Arn, label: PolicyName }))}
        required
      />
    </FormDialog>
  );
}
