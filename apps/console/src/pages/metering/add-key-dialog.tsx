import { FormDialog } from '../../kit/form-dialog.js';
import { KeyField } from '../../kit/key-field.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateUsagePlanKey } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';

export interface AddKeyDialogProps {
  readonly planId: string;
  readonly onClose: () => void;
}

/** A further key of a plan. */
export function AddKeyDialog({ planId, onClose }: AddKeyDialogProps) {
  const review = useReview();
  return (
    <FormDialog
      title="Add a key"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const keyId = field('keyId');
        const outputs = await review({
          title: `Add key ${keyId} to the plan`,
          alterations: [{ what: 'Key of the plan', from: null, to: keyId }],
          steps: [call(CreateUsagePlanKey, { usagePlanId: planId, keyId, keyType: 'API_KEY' })],
          confirm: 'Add',
        });
        return outputs !== null;
      }}
    >
      <KeyField name="keyId" label="API key" />
    </FormDialog>
  );
}
