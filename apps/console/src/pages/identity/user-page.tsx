import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import { DeleteUser, GetUser } from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { SimulateSection } from './simulate-section.js';
import { UserKeys } from './user-keys.js';
import { UserPolicies } from './user-policies.js';

const route = getRouteApi('/identity/users/$userName');

/** One user: keys, policies, and what they come to. */
export function UserPage() {
  const { userName } = route.useParams();
  const review = useReview();
  const navigate = route.useNavigate();
  const query = useQuery(wireQuery(GetUser, { UserName: userName }));
  const remove = async () => {
    const outputs = await review({
      title: `Delete user ${userName}`,
      alterations: [{ what: 'User', from: userName, to: null }],
      steps: [call(DeleteUser, { UserName: userName })],
      confirm: 'Delete',
      danger: 'Keys and policies must be taken away first, as at AWS.',
    });
    if (outputs) void navigate({ to: '/identity/users' });
  };
  return (
    <Page
      title={userName}
      above={[{ label: 'Users', to: '/identity/users' }]}
      actions={
        <Group gap="xs">
          <Button variant="light" color="red" onClick={() => void remove()}>
            Delete
          </Button>
        </Group>
      }
    >
      <Loaded query={query}>
        {({ User: user }) => (
          <Stack gap="md">
            <UserKeys userName={userName} />
            <UserPolicies userName={userName} />
            <SimulateSection arn={user?.Arn ?? ''} />
            <Section title="User">
              <Facts
                facts={[
                  ['ARN', user?.Arn],
                  ['ID', user?.UserId],
                  ['Created', <When key="created" at={user?.CreateDate} />],
                ]}
              />
            </Section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
