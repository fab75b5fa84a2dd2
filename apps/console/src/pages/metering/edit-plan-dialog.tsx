import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { LimitFields } from '../../kit/limit-fields.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { UpdateUsagePlan, type UsagePlan } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { planPatch, typedPlan } from './plan-patch.js';

/** The limits of a plan, to be changed; gateways hold to new ones at once. */
export function EditPlanDialog({
  plan,
  onClose,
}: {
  readonly plan: UsagePlan;
  readonly onClose: () => void;
}) {
  const review = useReview();
  const from = typedPlan(plan);
  return (
    <FormDialog
      title={`Edit ${plan.name}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = {
          name: field('name'),
          description: field('description'),
          rateLimit: field('rateLimit'),
          burstLimit: field('burstLimit'),
          limit: field('limit'),
          period: field('period'),
        };
        const patchOperations = planPatch(from, to);
        if (patchOperations.length === 0) return true;
        const outputs = await review({
          title: `Change usage plan ${plan.name}`,
          alterations: alterationsBetween(from, to),
          steps: [call(UpdateUsagePlan, { usagePlanId: plan.id ?? '', patchOperations })],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" defaultValue={from.name} required />
      <TextInput name="description" label="Description" defaultValue={from.description} />
      <LimitFields rateLimit={from.rateLimit} burstLimit={from.burstLimit} />
      <Group grow>
        <NumberInput
          name="limit"
          label="Quota"
          description="Requests in a period"
          min={0}
          allowDecimal={false}
          defaultValue={from.limit}
        />
        <NativeSelect
          name="period"
          label="Period"
          description="Of the calendar, UTC"
          data={['DAY', 'WEEK', 'MONTH']}
          defaultValue={from.period}
        />
      </Group>
    </FormDialog>
  );
}
