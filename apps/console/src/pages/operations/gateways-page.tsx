import { Anchor, Badge, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiPath } from '../../kit/api-paths.js';
import { Empty } from '../../kit/empty.js';
import { formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import {
  gatewaySummaries,
  worstOf,
  type GatewaySummary,
  type StageOnGateways,
} from '../../kit/gateways/gateway-summary.js';
import { stagesMax, stagesOnGateways } from '../../kit/gateways/stages-on-gateways.js';
import { LeasesSection } from './leases-section.js';

const colors: Readonly<Record<ReturnType<typeof worstOf>, string>> = {
  applied: 'teal',
  behind: 'orange',
  refused: 'red',
  disconnected: 'gray',
  nobody: 'gray',
};

/** Which gateways there are, and what each serves. */
export function GatewaysPage() {
  const query = useQuery(stagesOnGateways);
  return (
    <Page
      title="Gateways"
      subtitle="They pull what is deployed, and serve it also while the control plane is away"
    >
      <Loaded query={query} lines={8}>
        {(stages) => (
          <Stack gap="md">
            <Section
              title="Gateways"
              hint="Change: the number of the newest change that it serves; all should have the same"
            >
              <Rows
                label="Gateways"
                columns={gatewayColumns}
                rows={gatewaySummaries(stages)}
                rowKey={({ gatewayId }) => gatewayId}
                maxHeight="40vh"
                empty={
                  <Empty
                    title="No gateway seen"
                    first="Gateways show here once a stage is deployed and they have connected: start one with npm run start:gateway."
                  />
                }
              />
            </Section>
            <Section
              title="Stages"
              hint={
                stages.length >= stagesMax
                  ? `The first ${stagesMax}`
                  : 'What each should serve, and whether all do'
              }
            >
              <Rows
                label="Stages on gateways"
                columns={stageColumns}
                rows={stages}
                rowKey={({ apiId, stageName }) => `${apiId} ${stageName}`}
                maxHeight="40vh"
                empty={
                  <Empty
                    title="Nothing deployed"
                    first="Deploy an API to a stage; it shows here with its gateways."
                  />
                }
              />
            </Section>
            <LeasesSection />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const gatewayColumns: readonly Column<GatewaySummary>[] = [
  { title: 'Gateway', cell: ({ gatewayId }) => gatewayId },
  { title: 'Seen', width: '9rem', cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
  {
    title: 'Change',
    width: '7rem',
    align: 'right',
    cell: ({ appliedSeq }) => formatNumber(appliedSeq),
  },
  { title: 'Serves', width: '6rem', align: 'right', cell: ({ counts }) => counts.applied },
  { title: 'Behind', width: '6rem', align: 'right', cell: ({ counts }) => counts.behind },
  {
    title: 'Refuses',
    width: '14rem',
    cell: ({ counts, reasons }) =>
      counts.refused === 0 ? (
        0
      ) : (
        <Text size="sm" c="red">
          {counts.refused}: {reasons.join('; ')}
        </Text>
      ),
  },
];

const stageColumns: readonly Column<StageOnGateways>[] = [
  { title: 'API', cell: ({ apiName }) => apiName },
  {
    title: 'Stage',
    width: '10rem',
    cell: ({ version, apiId, stageName }) => (
      <Anchor component={Link} to={apiPath(version, apiId, `stages/${encodeURIComponent(stageName)}`)}>
        {stageName}
      </Anchor>
    ),
  },
  { title: 'Deployment', width: '9rem', cell: ({ deploymentId }) => deploymentId },
  {
    title: 'State',
    width: '10rem',
    cell: ({ gateways }) => {
      const state = worstOf(gateways);
      return (
        <Badge variant="light" color={colors[state]}>
          {state}
        </Badge>
      );
    },
  },
];
