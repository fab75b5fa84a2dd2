import { Anchor, Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { callQuery } from '../../kit/wire-query.js';
import type { AttachedPolicy } from '../../wire/generated/iam.js';
import { AttachDialog } from './attach-dialog.js';
import { policyPath, type Principal } from './principal.js';

/** Policies that a user or role shares with others. */
export function ManagedPolicies({ principal }: { readonly principal: Principal }) {
  const { kind, name } = principal;
  const [isAttaching, setAttaching] = useState(false);
  const review = useReview();
  const query = useQuery(callQuery(principal.attached));
  const detach = ({ PolicyArn = '', PolicyName = '' }: AttachedPolicy) =>
    void review({
      title: `Detach ${PolicyName} from ${name}`,
      alterations: [{ what: 'Policy', from: PolicyName, to: null }],
      steps: [principal.detach(PolicyArn)],
      confirm: 'Detach',
    });
  return (
    <Section
      title="Attached policies"
      hint="Several users and roles may have the same"
      actions={
        <Button size="xs" onClick={() => setAttaching(true)}>
          Attach policy
        </Button>
      }
    >
      <Loaded query={query} lines={2}>
        {({ AttachedPolicies = [] }) =>
          AttachedPolicies.length === 0 ? (
            <Empty title="No policy attached" first={`Without a policy a ${kind} may do nothing.`} />
          ) : (
            <Table aria-label="Attached policies">
              <Table.Tbody>
                {AttachedPolicies.map((policy) => (
                  <Table.Tr key={policy.PolicyArn}>
                    <Table.Td className="breaks">
                      <Anchor component={Link} to={policyPath(policy.PolicyArn ?? '')} size="sm">
                        {policy.PolicyName}
                      </Anchor>
                    </Table.Td>
                    <Table.Td ta="right">
                      <Button
                        size="compact-xs"
                        variant="light"
                        color="red"
                        aria-label={`Detach ${policy.PolicyName}`}
                        onClick={() => detach(policy)}
                      >
                        Detach
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
      {isAttaching && (
        <AttachDialog
          principal={principal}
          attached={(query.data?.AttachedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn)}
          onClose={() => setAttaching(false)}
        />
      )}
    </Section>
  );
}
