import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { StageFields } from '../../kit/stage-fields.js';
import { UpdateUsagePlan } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';

export interface AddStageDialogProps {
  readonly planId: string;
  readonly onClose: () => void;
}

/** A further stage of a plan. HTTP APIs have no keys, and so no plans. */
export function AddStageDialog({ planId, onClose }: AddStageDialogProps) {
  const review = useReview();
  return (
    <FormDialog
      title="Add a stage"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const value = `${field('apiId')}:${field('stage')}`;
        const outputs = await review({
          title: `Add ${value} to the plan`,
          alterations: [{ what: 'Stage of the plan', from: null, to: value }],
          steps: [
            call(UpdateUsagePlan, {
              usagePlanId: planId,
              patchOperations: [{ op: 'add', path: '/apiStages', value }],
            }),
          ],
          confirm: 'Add',
        });
        return outputs !== null;
      }}
    >
      <StageFields kinds={['REST', 'WEBSOCKET']} />
    </FormDialog>
  );
}
