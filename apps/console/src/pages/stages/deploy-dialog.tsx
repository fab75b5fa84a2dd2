import { Autocomplete, NumberInput, TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import type { ApiVersion } from './stage-reads.js';
import { useDeploy } from './deploy.js';
import { useStages } from './use-stage.js';

interface DeployDialogProps {
  readonly version: ApiVersion;
  readonly apiId: string;
  /** The stage that is thought of first. */
  readonly stageName?: string;
  readonly onClose: () => void;
}

/** Where to deploy, and whether to some of the traffic alone. The diff follows. */
export function DeployDialog({ version, apiId, stageName, onClose }: DeployDialogProps) {
  const deploy = useDeploy();
  const stages = useStages(version, apiId).data ?? [];
  return (
    <FormDialog
      title="Deploy"
      submit="Show what changes"
      onClose={onClose}
      onSubmit={(field) =>
        deploy({
          version,
          apiId,
          stageName: field('stageName'),
          description: field('description'),
          ...(field('percentTraffic') && { percentTraffic: Number(field('percentTraffic')) }),
        })
      }
    >
      <Autocomplete
        name="stageName"
        label="Stage"
        description={version === 'rest' ? 'One that is there, or the name of a new one' : 'One that is there'}
        data={stages.map((stage) => stage.stageName)}
        defaultValue={stageName ?? stages[0]?.stageName}
        required
        data-autofocus
      />
      <TextInput name="description" label="Description" description="It stands in the history" />
      {version === 'rest' && (
        <NumberInput
          name="percentTraffic"
          label="Canary"
          description="Percent of the traffic; empty: all of it"
          min={0}
          max={100}
        />
      )}
    </FormDialog>
  );
}
