import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import type { ApiVersion } from './stage-reads.js';
import { DeployDialog } from './deploy-dialog.js';
import { NewStageDialog } from './new-stage-dialog.js';
import type { StageModel } from './stage-model.js';
import { useStages } from './use-stage.js';

/** Where an API is served. */
export function StagesPage({ version, apiId }: { readonly version: ApiVersion; readonly apiId: string }) {
  const [isMaking, setMaking] = useState(false);
  const query = useStages(version, apiId);
  const make = (
    <Button onClick={() => setMaking(true)}>{version === 'rest' ? 'Deploy' : 'Create stage'}</Button>
  );
  return (
    <ApiPage apiId={apiId} kind={version} tab="stages" actions={make}>
      <Loaded query={query}>
        {(stages) => (
          <Rows
            label="Stages"
            columns={columns(version, apiId)}
            rows={stages}
            rowKey={({ stageName }) => stageName}
            empty={
              <Empty
                title="No stage yet"
                first="A stage is an address with settings of its own, such as dev or prod. It serves one deployment."
                actions={make}
              />
            }
          />
        )}
      </Loaded>
      {isMaking &&
        (version === 'rest' ? (
          <DeployDialog version={version} apiId={apiId} onClose={() => setMaking(false)} />
        ) : (
          <NewStageDialog apiId={apiId} onClose={() => setMaking(false)} />
        ))}
    </ApiPage>
  );
}

const columns = (version: ApiVersion, apiId: string): Column<StageModel>[] => [
  {
    title: 'Name',
    cell: ({ stageName }) => (
      <Anchor component={Link} to={apiPath(version, apiId, `stages/${encodeURIComponent(stageName)}`)}>
        {stageName}
      </Anchor>
    ),
  },
  { title: 'Deployment', width: '9rem', cell: ({ deploymentId }) => deploymentId ?? 'none' },
  { title: 'Description', cell: ({ description }) => description },
  { title: 'Changed', width: '10rem', cell: ({ lastUpdated }) => <When at={lastUpdated} /> },
];
