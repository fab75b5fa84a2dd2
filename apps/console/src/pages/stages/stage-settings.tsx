import { Button } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../kit/api-tabs.js';
import { Facts } from '../../kit/facts.js';
import { Section } from '../../kit/section.js';
import { throttle } from './own-settings-table.js';
import type { StageModel } from './stage-model.js';
import type { StagePageProps } from './stage-page.js';
import { stageLabels, typedStage } from './stage-patch.js';
import { StageSettingsDialog } from './stage-settings-dialog.js';

export type StageSettingsProps = StagePageProps & { readonly stage: StageModel };

/** Throttle, logs, metrics and traces of all methods or routes that have none of their own. */
export function StageSettings(props: StageSettingsProps) {
  const [isEditing, setEditing] = useState(false);
  const { stage, version, apiId } = props;
  const { kind } = useApi(version, apiId);
  const typed = typedStage(stage);
  return (
    <Section
      title="Settings"
      hint={
        stage.isManaged ? 'Made with the API by a quick create: the service lets nobody change it' : undefined
      }
      actions={
        !stage.isManaged && (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            Edit settings
          </Button>
        )
      }
    >
      <Facts
        facts={[
          [stageLabels.description, typed.description],
          ['Throttle', throttle(typed)],
          [stageLabels.logging, kind === 'http' ? null : typed.logging],
          [stageLabels.dataTrace, kind === 'http' ? null : typed.dataTrace],
          [stageLabels.detailedMetrics, typed.detailedMetrics],
          [stageLabels.tracing, kind === 'rest' ? typed.tracing : null],
          ['Web ACL', kind === 'rest' ? stage.webAclArn || 'none' : null],
          [stageLabels.accessLogArn, typed.accessLogArn || 'off'],
          [stageLabels.accessLogFormat, typed.accessLogFormat],
          [stageLabels.autoDeploy, kind !== 'http' ? null : stage.deploysItself ? 'with each change' : 'off'],
        ]}
      />
      {isEditing && <StageSettingsDialog {...props} onClose={() => setEditing(false)} />}
    </Section>
  );
}
