import { Anchor, Badge, Button, List, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { apiPath } from '../../kit/api-paths.js';
import { CopyLine } from '../../kit/copy-line.js';
import { Empty } from '../../kit/empty.js';
import { formatNumber, formatShare } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { useMeteredApis, type MeteredApi } from '../../kit/metered-apis.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { useStageAddress } from '../../kit/stage-address.js';
import { useStageNames } from '../../kit/stage-names.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { AlarmsSection } from './alarms-section.js';
import { apisMax } from './api-figures.js';
import { busiestApis, type ShownApi } from './busiest-apis.js';
import { pathToTry } from './busiest-first.js';
import { LaggingSection } from './lagging-section.js';
import { Road } from './road.js';
import { throttledByPlans } from './throttled-by-plans.js';

const askEveryMs = 5_000;

/** What runs here and how it does: the road of a request, every API at a glance, alarms. */
export function OverviewPage() {
  const apis = useMeteredApis();
  return (
    <Page title="Overview" subtitle="The last hour, as gateways counted it">
      <Loaded query={apis} lines={10}>
        {(all) => (all.length === 0 ? <Nothing /> : <Running apis={all} />)}
      </Loaded>
    </Page>
  );
}

const Nothing = () => (
  <Empty
    title="Nothing here yet"
    first="An API says which requests there are and what answers them. Create one, or import the OpenAPI document that you have; then deploy it, and call it."
    actions={
      <>
        <Button component={Link} to="/apis/new">
          Create an API
        </Button>
        <Button component={Link} to="/apis/import" variant="default">
          Import OpenAPI
        </Button>
      </>
    }
  />
);

function Running({ apis }: { readonly apis: readonly MeteredApi[] }) {
  const query = useQuery({
    queryKey: ['overview', apis.map(({ id }) => id)],
    refetchInterval: askEveryMs,
    queryFn: ({ signal }) => busiestApis(apis, signal),
  });
  return (
    <Loaded query={query} lines={10}>
      {(shown) => (
        <Stack gap="md">
          {shown[0] && <RoadSection api={shown[0]} />}
          <AlarmsSection />
          <LaggingSection />
          <Section
            title="APIs"
            hint={
              apis.length > apisMax
                ? `The ${apisMax} that are called most, of ${formatNumber(apis.length)}`
                : undefined
            }
            actions={
              <Button component={Link} to="/apis" size="xs" variant="default">
                All APIs
              </Button>
            }
          >
            <Rows
              label="APIs and their last hour"
              columns={columns}
              rows={shown}
              rowKey={({ id }) => id}
              maxHeight="40vh"
              empty={null}
            />
          </Section>
          <NextSection />
        </Stack>
      )}
    </Loaded>
  );
}

/** The API that is called most, drawn as a road, with the line that calls it. */
function RoadSection({ api }: { readonly api: ShownApi }) {
  const version = api.kind === 'REST' ? 'rest' : 'v2';
  const stages = useStageNames(version, api.id);
  const [stageName] = stages.data ?? [];
  const address = useStageAddress(version, api.id, stageName ?? '');
  const throttled = useQuery({ ...throttledByPlans(api.id), refetchInterval: askEveryMs });
  return (
    <Section
      title={api.name}
      hint="From the caller to the backend and back, counted as it happens"
      actions={
        <Button component={Link} to={`/metrics?api=${api.id}`} size="xs" variant="default">
          Metrics
        </Button>
      }
    >
      <Road figures={api.figures} throttled={throttled.data ?? null} />
      {api.kind !== 'WEBSOCKET' &&
        (stages.isPending || (stageName !== undefined && address === null) ? (
          <Skeleton height={34} aria-busy="true" />
        ) : (
          stageName !== undefined && (
            <CopyLine
              line={`curl ${address}${pathToTry(api.description)}`}
              label="Copy the command that calls it"
            />
          )
        ))}
    </Section>
  );
}

const columns: readonly Column<ShownApi>[] = [
  {
    title: 'Name',
    cell: ({ kind, id, name }) => (
      <Anchor component={Link} to={apiPath(kind === 'REST' ? 'rest' : 'v2', id)}>
        {name}
      </Anchor>
    ),
  },
  { title: 'Kind', width: '8rem', cell: ({ kind }) => <Badge variant="default">{kind}</Badge> },
  { title: 'Requests', width: '8rem', align: 'right', cell: ({ figures }) => formatNumber(figures.requests) },
  {
    title: 'Failed',
    width: '7rem',
    align: 'right',
    cell: ({ figures: { requests, serverErrors } }) =>
      requests === 0 ? '' : formatShare(serverErrors / requests),
  },
  {
    title: 'p99',
    width: '7rem',
    align: 'right',
    cell: ({ figures: { p99 } }) => (p99 === null ? '' : `${formatNumber(p99)} ms`),
  },
];

const NextSection = () => (
  <Section title="What to do next">
    <List spacing={6}>
      <List.Item>
        <Anchor component={Link} to="/apis/import">
          Import an OpenAPI document
        </Anchor>{' '}
        or{' '}
        <Anchor component={Link} to="/apis/new">
          create an API
        </Anchor>
      </List.Item>
      <List.Item>
        <Anchor component={Link} to="/usage-plans">
          Give customers keys and limits
        </Anchor>
        , and see what they use
      </List.Item>
      <List.Item>
        <Anchor component={Link} to="/explain">
          Find out why a request was refused
        </Anchor>
      </List.Item>
      <List.Item>
        <Anchor component={Link} to="/identity/users">
          Give people keys of their own
        </Anchor>{' '}
        instead of the root user&apos;s
      </List.Item>
    </List>
  </Section>
);
