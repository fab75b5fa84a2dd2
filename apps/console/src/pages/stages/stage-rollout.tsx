import { Badge, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CopyLine } from '../../kit/copy-line.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { useStageAddress } from '../../kit/stage-address.js';
import { When } from '../../kit/when.js';
import type { GatewayRollout, StageRollout } from '../../wire/tollgate/stages.js';
import type { StagePageProps } from './stage-page.js';
import { rolloutOf } from './stage-reads.js';

/** While gateways are on their way it is asked often, else now and then. */
const askOftenMs = 1_000;
const askSeldomMs = 10_000;

const colors: Readonly<Record<GatewayRollout['state'], string>> = {
  applied: 'teal',
  behind: 'orange',
  refused: 'red',
  disconnected: 'gray',
};

const isDone = ({ gateways }: StageRollout): boolean => gateways.every(({ state }) => state !== 'behind');

/** Where the stage is called, and which gateways serve its deployment. */
export function StageRolloutSection({
  version,
  apiId,
  stageName,
  deploymentId,
}: StagePageProps & { readonly deploymentId: string | null }) {
  const query = useQuery({
    ...rolloutOf({ version, apiId, stageName }),
    refetchInterval: ({ state }) => (state.data && isDone(state.data) ? askSeldomMs : askOftenMs),
  });
  const address = useStageAddress(version, apiId, stageName);
  return (
    <Section
      title="Serving"
      hint={deploymentId === null ? 'No deployment yet' : `Deployment ${deploymentId}`}
    >
      {address !== null && <CopyLine line={address} label="Copy the address" />}
      <Loaded query={query} lines={3}>
        {({ gateways }) =>
          gateways.length === 0 ? (
            <Text size="sm">No gateway has connected yet.</Text>
          ) : (
            <Table.ScrollContainer minWidth={480}>
              <Table aria-label="Gateways">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Gateway</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Seen</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {gateways.map(({ gatewayId, state, reason, lastSeenAt }) => (
                    <Table.Tr key={gatewayId}>
                      <Table.Td className="breaks">{gatewayId}</Table.Td>
                      <Table.Td className="breaks">
                        <Badge variant="light" color={colors[state]}>
                          {state}
                        </Badge>{' '}
                        {reason}
                      </Table.Td>
                      <Table.Td>
                        <When at={lastSeenAt} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
    </Section>
  );
}
