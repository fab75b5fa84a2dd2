import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { CopyLine } from '../../kit/copy-line.js';
import { Empty } from '../../kit/empty.js';
import { formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { useStageAddress } from '../../kit/stage-address.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetStages } from '../../wire/generated/apigatewayv2.js';
import { ListConnections, type OpenConnection } from '../../wire/tollgate/connections.js';

const askEveryMs = 3_000;
const shownMax = 500;

/** Who is connected to a stage of a WebSocket API now. */
export function ConnectionsPage({ apiId }: { readonly apiId: string }) {
  const stages = useQuery(wireQuery(GetStages, { apiId }));
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <ApiPage apiId={apiId} kind="v2" tab="connections">
      <Loaded query={stages}>
        {({ items = [] }) => {
          const names = items.map(({ stageName = '' }) => stageName);
          const stageName = chosen ?? names[0];
          if (stageName === undefined)
            return (
              <Empty title="No stage yet" first="Clients connect to a stage: deploy the API to one first." />
            );
          return (
            <>
              <NativeSelect
                label="Stage"
                data={names}
                value={stageName}
                onChange={({ currentTarget }) => setChosen(currentTarget.value)}
                maw={240}
              />
              <Connections apiId={apiId} stageName={stageName} />
            </>
          );
        }}
      </Loaded>
    </ApiPage>
  );
}

function Connections({ apiId, stageName }: { readonly apiId: string; readonly stageName: string }) {
  const query = useQuery({
    ...wireQuery(ListConnections, { apiId, stageName, limit: shownMax }),
    refetchInterval: askEveryMs,
  });
  const [shown, setShown] = useState<string | null>(null);
  const address = useStageAddress('v2', apiId, stageName);
  return (
    <Loaded query={query}>
      {({ items, position }) => (
        <>
          <Text size="sm" c="dimmed" role="status">
            {formatNumber(items.length)}
            {position !== undefined && ' and more'} open
          </Text>
          <Rows
            label="Open connections"
            columns={columns(setShown)}
            rows={items}
            rowKey={({ connectionId }) => connectionId}
            selected={shown ?? undefined}
            empty={
              <Empty
                title="Nobody is connected"
                first="Connections show here while they are open, whichever gateway has them."
              />
            }
          />
          {shown !== null && address !== null && (
            <Section
              title={`Connection ${shown}`}
              hint="Calls of @connections go to the gateway, not to this page"
            >
              <CopyLine
                line={`aws apigatewaymanagementapi post-to-connection --connection-id=${shown} --data 'hello' --cli-binary-format raw-in-base64-out --endpoint-url ${address}`}
                label="Copy the command that sends a message"
              />
              <CopyLine
                line={`aws apigatewaymanagementapi delete-connection --connection-id=${shown} --endpoint-url ${address}`}
                label="Copy the command that disconnects"
              />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

const columns = (show: (id: string) => void): Column<OpenConnection>[] => [
  {
    title: 'Connection',
    width: '13rem',
    cell: ({ connectionId }) => (
      <Text
        component="button"
        type="button"
        className="link"
        size="sm"
        ff="monospace"
        onClick={() => show(connectionId)}
      >
        {connectionId}
      </Text>
    ),
  },
  { title: 'Open since', width: '9rem', cell: ({ connectedAt }) => <When at={connectedAt} /> },
  { title: 'Last message', width: '9rem', cell: ({ lastActiveAt }) => <When at={lastActiveAt} /> },
  {
    title: 'Who',
    cell: ({ identity }) =>
      [identity.principalId, identity.apiKeyId, identity.sourceIp].filter(Boolean).join(', '),
  },
];
