import { Button, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { usePlannedReview } from '../../kit/review/use-planned-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import type { WireTime } from '../../kit/formats.js';
import { InlinePolicies } from './inline-policies.js';
import { ManagedPolicies } from './managed-policies.js';
import type { Principal } from './principal.js';
import { principalDeletion } from './principal-deletion.js';
import { readBelongings } from './read-belongings.js';
import { SimulateSection } from './simulate-section.js';

/** What is said of a user and of a role alike. */
interface Described {
  readonly arn: string | undefined;
  readonly id: string | undefined;
  readonly createdAt: WireTime | undefined;
  readonly others?: readonly (readonly [string, ReactNode])[];
}

interface PrincipalPageProps<T> {
  readonly principal: Principal;
  readonly query: UseQueryResult<T>;
  readonly describe: (data: T) => Described;
  /** What only one of the two has, above what both have. */
  readonly children: (data: T) => ReactNode;
}

/** The page of a user or of a role: its policies, what they come to, and its deletion with all it has. */
export function PrincipalPage<T>({ principal, query, describe, children }: PrincipalPageProps<T>) {
  const { kind, name } = principal;
  const navigate = useNavigate();
  const { propose, isPlanning, problem } = usePlannedReview();
  const title = kind === 'user' ? 'User' : 'Role';
  const list = `/identity/${kind}s`;
  const remove = async () => {
    const outputs = await propose(async () => principalDeletion(principal, await readBelongings(principal)));
    if (outputs) void navigate({ to: list });
  };
  return (
    <Page
      title={name}
      above={[{ label: `${title}s`, to: list }]}
      actions={
        <Button variant="light" color="red" loading={isPlanning} onClick={() => void remove()}>
          Delete {kind}
        </Button>
      }
    >
      <Stack gap="md">
        {problem}
        <Loaded query={query}>
          {(data) => {
            const { arn, id, createdAt, others = [] } = describe(data);
            return (
              <>
                {children(data)}
                <ManagedPolicies principal={principal} />
                <InlinePolicies principal={principal} />
                <SimulateSection kind={kind} arn={arn ?? ''} />
                <Section title={title}>
                  <Facts
                    facts={[
                      ['ARN', arn],
                      ['ID', id],
                      ['Created', <When key="created" at={createdAt} />],
                      ...others,
                    ]}
                  />
                </Section>
              </>
            );
          }}
        </Loaded>
      </Stack>
    </Page>
  );
}
