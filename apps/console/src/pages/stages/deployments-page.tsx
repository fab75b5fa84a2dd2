import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { ApiPage } from '../../kit/api-tabs.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { DeployDialog } from './deploy-dialog.js';
import { deploymentsOf, type ListedDeployment } from './deployments-of.js';
import type { StageModel } from './stage-model.js';
import { diagnosticsOf, type ApiVersion } from './stage-reads.js';
import { useStages } from './use-stage.js';

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
  const query = useInfiniteQuery(deploymentsOf(version, apiId));
  const stages = useStages(version, apiId).data ?? [];
  const deploy = <Button onClick={() => setDeploying(true)}>Deploy</Button>;
  return (
    <ApiPage apiId={apiId} kind={version} tab="deployments" actions={deploy}>
      <Listed
        label="Deployments"
        query={query}
        of={({ items }) => items}
        columns={columns(version, apiId, stages, setShown)}
        rowKey={({ id }) => id}
        selected={shown ?? undefined}
        empty={{
          title: 'Not deployed yet',
          first:
            'A deployment freezes the definition; a stage serves it. What you change after that shows with the next one.',
          actions: deploy,
        }}
      />
      {shown !== null && <Diagnostics version={version} apiId={apiId} deploymentId={shown} />}
      {isDeploying && <DeployDialog version={version} apiId={apiId} onClose={() => setDeploying(false)} />}
    </ApiPage>
  );
}

const columns = (
  version: ApiVersion,
  apiId: string,
  stages: readonly StageModel[],
  show: (id: string) => void,
): Column<ListedDeployment>[] => [
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
