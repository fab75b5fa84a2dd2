import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { usePlannedReview } from '../../kit/review/use-planned-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import { callWire } from '../../wire/call-wire.js';
import { GetPolicy, ListPolicyVersions } from '../../wire/generated/iam.js';
import { policyDeletion } from './policy-changes.js';
import { isOfAws } from './policy-document.js';
import { PolicyHolders } from './policy-holders.js';
import { PolicyVersions } from './policy-versions.js';
import { readHolders } from './read-holders.js';

const route = getRouteApi('/identity/policies/$policyArn');

/** One policy that several may have: its versions, and who has it. */
export function PolicyPage() {
  const { policyArn } = route.useParams();
  const navigate = route.useNavigate();
  const { propose, isPlanning, problem } = usePlannedReview();
  const query = useQuery(wireQuery(GetPolicy, { PolicyArn: policyArn }));
  const name = query.data?.Policy?.PolicyName ?? policyArn.slice(policyArn.lastIndexOf('/') + 1);
  const isOurs = !isOfAws(policyArn);
  const remove = async () => {
    const outputs = await propose(async () => {
      const [holders, { Versions = [] }] = await Promise.all([
        readHolders(policyArn),
        callWire(ListPolicyVersions, { PolicyArn: policyArn }),
      ]);
      return policyDeletion({ name, arn: policyArn, versions: Versions }, holders);
    });
    if (outputs) void navigate({ to: '/identity/policies' });
  };
  return (
    <Page
      title={name}
      above={[{ label: 'Policies', to: '/identity/policies' }]}
      actions={
        isOurs && (
          <Button variant="light" color="red" loading={isPlanning} onClick={() => void remove()}>
            Delete policy
          </Button>
        )
      }
    >
      <Stack gap="md">
        {problem}
        <Loaded query={query}>
          {({ Policy }) => (
            <>
              <PolicyVersions key={policyArn} name={name} arn={policyArn} />
              <PolicyHolders arn={policyArn} />
              <Section title="Policy">
                <Facts
                  facts={[
                    ['ARN', policyArn],
                    ['ID', Policy?.PolicyId],
                    ['Of', isOurs ? 'this account' : 'AWS: nobody changes it'],
                    ['Description', Policy?.Description],
                    ['Created', <When key="created" at={Policy?.CreateDate} />],
                    ['Changed', <When key="changed" at={Policy?.UpdateDate} />],
                  ]}
                />
              </Section>
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}
