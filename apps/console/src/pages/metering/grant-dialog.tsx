import { NumberInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { UpdateUsage } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import type { KeyUsage } from './usage-figures.js';

interface GrantDialogProps {
  readonly planId: string;
  readonly usage: KeyUsage;
  /** What people call the key. */
  readonly name: string;
  readonly onClose: () => void;
}

/** UpdateUsage sets what is left of the period that runs. */
export function GrantDialog({ planId, usage, name, onClose }: GrantDialogProps) {
  const review = useReview();
  return (
    <FormDialog
      title={`Grant more to ${name}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const patchOperations = [{ op: 'replace', path: '/remaining', value: field('remaining') } as const];
        const outputs = await review({
          title: `Grant more to ${name}`,
          alterations: [
            { what: 'Left in this period', from: String(usage.left ?? 0), to: field('remaining') },
          ],
          steps: [call(UpdateUsage, { usagePlanId: planId, keyId: usage.keyId, patchOperations })],
          confirm: 'Grant',
        });
        return outputs !== null;
      }}
    >
      <NumberInput
        name="remaining"
        label="Left in the period that runs"
        description="The next period has the quota of the plan again"
        min={0}
        allowDecimal={false}
        thousandSeparator=""
        defaultValue={usage.left ?? 0}
        required
        data-autofocus
      />
    </FormDialog>
  );
}
