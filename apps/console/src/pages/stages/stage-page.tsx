import { Button, Group, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { ApiPage } from '../../kit/api-tabs.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { DeleteStage } from '../../wire/generated/apigateway.js';
import { DeleteStage as DeleteStageV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { ApiVersion } from './stage-reads.js';
import { DeployDialog } from './deploy-dialog.js';
import { FlushAuthorizers } from './flush-authorizers.js';
import { MethodSettings } from './method-settings.js';
import { RouteSettings } from './route-settings.js';
import { StageCache } from './stage-cache.js';
import { StageCanary } from './stage-canary.js';
import { StageCertificate } from './stage-certificate.js';
import { StageDriftSection } from './stage-drift.js';
import { StageHistorySection } from './stage-history.js';
import type { StageModel } from './stage-model.js';
import { StageRolloutSection } from './stage-rollout.js';
import { StageSettings } from './stage-settings.js';
import { StageTags } from './stage-tags-section.js';
import { StageVariables } from './stage-variables.js';
import { useStage } from './use-stage.js';

export interface StagePageProps {
  readonly version: ApiVersion;
  readonly apiId: string;
  readonly stageName: string;
}

/** One stage: what it serves and where, how it came to that, and its settings. */
export function StagePage({ version, apiId, stageName }: StagePageProps) {
  const query = useStage(version, apiId, stageName);
  const of = { version, apiId, stageName };
  return (
    <ApiPage
      apiId={apiId}
      kind={version}
      tab="stages"
      title={stageName}
      actions={<Actions {...of} stage={query.data} />}
    >
      <Loaded query={query} lines={12}>
        {(stage) => (
          <Stack gap="md">
            <StageRolloutSection {...of} deploymentId={stage.deploymentId} />
            <StageDriftSection {...of} deploysItself={stage.deploysItself} />
            {stage.rest && <StageCanary apiId={apiId} stage={stage.rest} />}
            <StageHistorySection
              {...of}
              deploymentId={stage.deploymentId}
              deploysItself={stage.deploysItself}
            />
            <StageVariables {...of} variables={stage.variables} isManaged={stage.isManaged} />
            <StageSettings {...of} stage={stage} />
            {stage.rest && <MethodSettings apiId={apiId} stage={stage.rest} />}
            {stage.v2 && <RouteSettings apiId={apiId} stage={stage.v2} />}
            {stage.rest && <StageCache apiId={apiId} stage={stage.rest} />}
            <StageCertificate {...of} certificateId={stage.certificateId} />
            <StageTags {...of} tags={stage.tags} />
          </Stack>
        )}
      </Loaded>
    </ApiPage>
  );
}

type ActionsProps = StagePageProps & { readonly stage: StageModel | undefined };

function Actions({ version, apiId, stageName, stage }: ActionsProps) {
  const [isDeploying, setDeploying] = useState(false);
  const review = useReview();
  const navigate = useNavigate();
  const remove = async () => {
    const outputs = await review({
      title: `Delete stage ${stageName}`,
      alterations: [{ what: 'Stage', from: stageName, to: null }],
      steps: [
        version === 'rest'
          ? call(DeleteStage, { restApiId: apiId, stageName })
          : call(DeleteStageV2, { apiId, stageName }),
      ],
      confirm: 'Delete',
      danger: 'Its address answers nobody any more, on all gateways. Its deployments and its logs stay.',
    });
    if (outputs) void navigate({ to: apiPath(version, apiId, 'stages') });
  };
  return (
    <Group gap="xs">
      {!stage?.deploysItself && <Button onClick={() => setDeploying(true)}>Deploy</Button>}
      <FlushAuthorizers version={version} apiId={apiId} stageName={stageName} />
      {!stage?.isManaged && (
        <Button variant="light" color="red" onClick={() => void remove()}>
          Delete
        </Button>
      )}
      {isDeploying && (
        <DeployDialog
          version={version}
          apiId={apiId}
          stageName={stageName}
          onClose={() => setDeploying(false)}
        />
      )}
    </Group>
  );
}
