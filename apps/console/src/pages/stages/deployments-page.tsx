import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Problem } from '../../kit/problem.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import { GetDeployments } from '../../wire/generated/apigateway.js';
import { GetDeployments as GetDeploymentsV2 } from '../../wire/generated/apigatewayv2.js';
import { DeployDialog } from './deploy-dialog.js';
import type { StageModel } from './stage-model.js';
import { diagnosticsOf, type ApiVersion } from './stage-reads.js';
import { useStages } from './use-stage.js';

interface Listed {
  readonly id: string;
  readonly description: string;
  readonly created: number | string | undefined;
  readonly failure: string | null;
}

/** What was frozen when, which stages serve it, and what the compiler says of it. */
export function DeploymentsPage({
  version,
  apiId,
}: {
  readonly version: ApiVersion;
  readonly apiId: string;
}) {
  const [isDeploying, setDeploying] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const { deployments, query } = useDeployments(version, apiId);
  const stages = useStages(version, apiId).data ?? [];
  const deploy = <Button onClick={() => setDeploying(true)}>Deploy</Button>;
  return (
    <ApiPage apiId={apiId} kind={version} tab="deployments" actions={deploy}>
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      <Rows
        label="Deployments"
        columns={columns(version, apiId, stages, setShown)}
        rows={deployments}
        rowKey={({ id }) => id}
        selected={shown ?? undefined}
        more={{
          has: query.isPending || query.hasNextPage,
          load: () => void (query.isFetching || query.fetchNextPage()),
        }}
        empty={
          query.error ? null : (
            <Empty
              title="Not deployed yet"
              first="A deployment freezes the definition; a stage serves it. What you change after that shows with the next one."
              actions={deploy}
            />
          )
        }
      />
      {shown !== null && <Diagnostics version={version} apiId={apiId} deploymentId={shown} />}
      {isDeploying && <DeployDialog version={version} apiId={apiId} onClose={() => setDeploying(false)} />}
    </ApiPage>
  );
}

function useDeployments(version: ApiVersion, apiId: string) {
  const isRest = version === 'rest';
  const rest = useInfiniteQuery({
    ...wirePages(GetDeployments, { restApiId: apiId, limit: 500 }, 'position'),
    enabled: isRest,
  });
  const v2 = useInfiniteQuery({
    ...wirePages(GetDeploymentsV2, { apiId, maxResults: '500' }, 'nextToken'),
    enabled: !isRest,
  });
  const deployments: Listed[] = isRest
    ? (rest.data?.pages ?? []).flatMap(({ items = [] }) =>
        items.map(({ id = '', description = '', createdDate }) => ({
          id,
          description,
          created: createdDate,
          failure: null,
        })),
      )
    : (v2.data?.pages ?? []).flatMap(({ items = [] }) =>
        items.map((each) => ({
          id: each.deploymentId ?? '',
          description: each.description ?? (each.autoDeployed ? 'made by itself' : ''),
          created: each.createdDate,
          failure: each.deploymentStatus === 'FAILED' ? (each.deploymentStatusMessage ?? 'failed') : null,
        })),
      );
  return { deployments: deployments.sort(byAge), query: isRest ? rest : v2 };
}

const byAge = (a: Listed, b: Listed): number =>
  new Date(b.created ?? 0).getTime() - new Date(a.created ?? 0).getTime();

const columns = (
  version: ApiVersion,
  apiId: string,
  stages: readonly StageModel[],
  show: (id: string) => void,
): Column<Listed>[] => [
  {
    title: 'ID',
    width: '9rem',
    cell: ({ id }) => (
      <Button variant="transparent" size="compact-sm" px={0} onClick={() => show(id)}>
        {id}
      </Button>
    ),
  },
  { title: 'Created', width: '10rem', cell: ({ created }) => <When at={created} /> },
  {
    title: 'Description',
    cell: ({ description, failure }) =>
      failure === null ? (
        description
      ) : (
        <Text size="sm" c="red">
          {failure}
        </Text>
      ),
  },
  {
    title: 'Served by',
    width: '14rem',
    cell: ({ id }) => (
      <Group gap={4}>
        {stages
          .filter(({ deploymentId }) => deploymentId === id)
          .map(({ stageName }) => (
            <Anchor
              key={stageName}
              component={Link}
              to={apiPath(version, apiId, `stages/${encodeURIComponent(stageName)}`)}
              size="sm"
            >
              {stageName}
            </Anchor>
          ))}
      </Group>
    ),
  },
];

interface DiagnosticsProps {
  readonly version: ApiVersion;
  readonly apiId: string;
  readonly deploymentId: string;
}

function Diagnostics({ version, apiId, deploymentId }: DiagnosticsProps) {
  const query = useQuery(diagnosticsOf({ version, apiId }, deploymentId));
  return (
    <Section title={`Deployment ${deploymentId}`} hint="What the compiler has to say about it">
      <Loaded query={query} lines={2}>
        {({ diagnostics }) =>
          diagnostics.length === 0 ? (
            <Text size="sm">Nothing: no error, no warning.</Text>
          ) : (
            diagnostics.map(({ code, severity, at, message }) => (
              <Group key={`${code} ${at}`} gap="xs" wrap="nowrap" align="flex-start">
                <Badge variant="light" color={severity === 'error' ? 'red' : 'orange'} className="fixed">
                  {severity}
                </Badge>
                <Text size="sm" className="breaks">
                  <b>{at}</b>: {message} ({code})
                </Text>
              </Group>
            ))
          )
        }
      </Loaded>
    </Section>
  );
}
