import { Checkbox, TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateStage } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';

/** A stage of an HTTP or WebSocket API. */
export function NewStageDialog({ apiId, onClose }: { readonly apiId: string; readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Create stage"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const input = {
          apiId,
          stageName: field('stageName'),
          ...(field('description') && { description: field('description') }),
          ...(field('autoDeploy') && { autoDeploy: true }),
        };
        const outputs = await review({
          title: `Create stage ${input.stageName}`,
          alterations: alterationsBetween<typeof input>({ apiId }, input),
          steps: [call(CreateStage, input)],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="stageName"
        label="Name"
        description="$default of an HTTP API is served without a name in its path"
        required
        data-autofocus
      />
      <TextInput name="description" label="Description" />
      <Checkbox name="autoDeploy" label="Deploys itself with each change (HTTP APIs)" />
    </FormDialog>
  );
}
