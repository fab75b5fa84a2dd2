import { Autocomplete } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { LimitFields } from '../../kit/limit-fields.js';
import { useReview } from '../../kit/review/use-review.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { GetResources, UpdateUsagePlan, type ApiStage } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import {
  limitsText,
  methodThrottles,
  throttleKey,
  throttlePatch,
  type MethodThrottle,
} from './method-throttle.js';

export interface MethodThrottleDialogProps {
  readonly planId: string;
  readonly apiStage: ApiStage;
  /** The throttle to change; null for one of a further method. */
  readonly throttle: MethodThrottle | null;
  readonly onClose: () => void;
}

/** What each key may call of one method, below what it may call of the plan. */
export function MethodThrottleDialog({ planId, apiStage, throttle, onClose }: MethodThrottleDialogProps) {
  const review = useReview();
  const submit = async (field: (name: string) => string): Promise<boolean> => {
    const method = throttle?.method ?? field('method');
    const [httpMethod = '', path = ''] = method.split(' ');
    const key = throttle?.key ?? throttleKey(path, httpMethod);
    const before = throttle ?? methodThrottles(apiStage).find((each) => each.key === key);
    const limits = { rateLimit: field('rateLimit'), burstLimit: field('burstLimit') };
    const patchOperations = throttlePatch(apiStage, { key, ...limits });
    if (patchOperations.length === 0) throw new Error('Type a rate, a burst, or both.');
    const outputs = await review({
      title: `Throttle ${method} of ${apiStage.apiId}:${apiStage.stage}`,
      alterations: [
        { what: `Throttle of ${method}`, from: before ? limitsText(before) : null, to: limitsText(limits) },
      ],
      steps: [call(UpdateUsagePlan, { usagePlanId: planId, patchOperations })],
      confirm: 'Throttle',
    });
    return outputs !== null;
  };
  return (
    <FormDialog
      title={throttle ? `Throttle of ${throttle.method}` : 'Throttle a method'}
      submit="Review"
      onClose={onClose}
      onSubmit={submit}
    >
      {!throttle && <MethodField restApiId={apiStage.apiId ?? ''} />}
      <LimitFields rateLimit={throttle?.rateLimit} burstLimit={throttle?.burstLimit} />
    </FormDialog>
  );
}

/** `GET /pets` of those that the API has. */
function MethodField({ restApiId }: { readonly restApiId: string }) {
  const resources = useEveryPage(GetResources, { restApiId, limit: 500, embed: ['methods'] }, 'position');
  const methods = resources.items.flatMap(({ path = '', resourceMethods = {} }) =>
    Object.keys(resourceMethods)
      .filter((httpMethod) => httpMethod !== 'ANY')
      .map((httpMethod) => `${httpMethod} ${path}`),
  );
  return (
    <Autocomplete
      name="method"
      label="Method"
      description="Such as GET /pets; of a method ANY, one of those that it takes"
      data={methods}
      limit={50}
      maxDropdownHeight={260}
      error={resources.error?.message}
      pattern="(DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /.*"
      required
      spellCheck={false}
      data-autofocus
    />
  );
}
