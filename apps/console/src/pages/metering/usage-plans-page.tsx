import { Anchor, Button, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { formatNumber } from '../../kit/formats.js';
import { LimitFields } from '../../kit/limit-fields.js';
import { Page } from '../../kit/page.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import {
  CreateUsagePlan,
  GetUsagePlans,
  type QuotaPeriodType,
  type UsagePlan,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';

/** What customers may use: limits, by plan. */
export function UsagePlansPage() {
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(wirePages(GetUsagePlans, { limit: 500 }, 'position'));
  const create = <Button onClick={() => setCreating(true)}>Create usage plan</Button>;
  return (
    <Page
      title="Usage plans"
      subtitle="Throttles and quotas, enforced exactly over all gateways"
      actions={create}
    >
      <Listed
        label="Usage plans"
        columns={columns}
        query={query}
        of={({ items }) => items}
        rowKey={({ id = '' }) => id}
        empty={{
          title: 'No usage plan yet',
          first:
            'A plan says how much keys may call of which stages. Create one, add a stage and keys, and see what they use.',
          actions: create,
        }}
      />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

const columns: readonly Column<UsagePlan>[] = [
  {
    title: 'Name',
    cell: ({ id, name }) => (
      <Anchor component={Link} to={`/usage-plans/${id}`}>
        {name}
      </Anchor>
    ),
  },
  { title: 'Throttle', width: '13rem', cell: throttleText },
  { title: 'Quota', width: '12rem', cell: quotaText },
  { title: 'Stages', width: '6rem', align: 'right', cell: ({ apiStages = [] }) => apiStages.length },
];

/** `100/s, burst 200`. */
export function throttleText({ throttle }: UsagePlan): string {
  return throttle
    ? `${formatNumber(throttle.rateLimit ?? 0)}/s, burst ${formatNumber(throttle.burstLimit ?? 0)}`
    : 'none';
}

/** `1,000 per month`. */
export function quotaText({ quota }: UsagePlan): string {
  return quota ? `${formatNumber(quota.limit ?? 0)} per ${(quota.period ?? '').toLowerCase()}` : 'none';
}

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Create usage plan"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const [rate, burst, limit] = [field('rateLimit'), field('burstLimit'), field('limit')];
        const input = {
          name: field('name'),
          ...(field('description') && { description: field('description') }),
          ...(rate && { throttle: { rateLimit: Number(rate), ...(burst && { burstLimit: Number(burst) }) } }),
          ...(limit && { quota: { limit: Number(limit), period: field('period') as QuotaPeriodType } }),
        };
        const outputs = await review({
          title: `Create usage plan ${input.name}`,
          alterations: alterationsBetween<typeof input>({}, input),
          steps: [call(CreateUsagePlan, input)],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" required data-autofocus />
      <TextInput name="description" label="Description" />
      <LimitFields />
      <Group grow>
        <NumberInput
          name="limit"
          label="Quota"
          description="Requests in a period"
          min={0}
          allowDecimal={false}
        />
        <NativeSelect
          name="period"
          label="Period"
          description="Of the calendar, UTC"
          data={['DAY', 'WEEK', 'MONTH']}
        />
      </Group>
    </FormDialog>
  );
}
