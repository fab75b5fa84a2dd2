import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { wireKey } from '../../kit/wire-query.js';
import { ListEntitiesForPolicy } from '../../wire/generated/iam.js';
import { pathOf, type Principal } from './principal.js';
import { readHolders } from './read-holders.js';

/** Who has a policy, and so is meant by a change of it. */
export function PolicyHolders({ arn }: { readonly arn: string }) {
  const query = useQuery({
    queryKey: [...wireKey(ListEntitiesForPolicy, { PolicyArn: arn }), 'every'],
    queryFn: ({ signal }) => readHolders(arn, signal),
  });
  return (
    <Section title="Who has it" hint="Attached and detached on the page of the user or role">
      <Loaded query={query} lines={2}>
        {(holders) =>
          holders.length === 0 ? (
            <Empty title="Nobody yet" first="Attach it to a user or role: until then it allows nothing." />
          ) : (
            <>
              <Holders label="Users" holders={holders.filter(({ kind }) => kind === 'user')} />
              <Holders label="Roles" holders={holders.filter(({ kind }) => kind === 'role')} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

const Holders = ({ label, holders }: { readonly label: string; readonly holders: readonly Principal[] }) =>
  holders.length > 0 && (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {holders.map((holder) => (
        <Anchor key={holder.name} component={Link} to={pathOf(holder)} size="sm">
          {holder.name}
        </Anchor>
      ))}
    </Group>
  );
