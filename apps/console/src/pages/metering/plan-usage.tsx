import { Anchor, Badge, Button, NativeSelect, NumberInput, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { TimeChart } from '../../kit/chart/time-chart.js';
import { download } from '../../kit/download.js';
import { Empty } from '../../kit/empty.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { formatNumber, formatShare, formatTime } from '../../kit/formats.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { GetUsage, UpdateUsage, type UsagePlan } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { throttledShareQuery } from './throttled-share.js';
import {
  dayOf,
  daysBetween,
  exhaustionMs,
  mergeUsage,
  totalByDay,
  usageByKey,
  usageCsv,
  usedInPeriod,
  type KeyUsage,
} from './usage-figures.js';

const spans = [
  { label: 'Last 7 days', value: '7' },
  { label: 'Last 30 days', value: '30' },
  { label: 'Last 90 days', value: '90' },
];

/** What the keys of a plan have used: by day, the highest first, and when their quotas will be used up. */
export function PlanUsage({ plan }: { readonly plan: UsagePlan }) {
  const [span, setSpan] = useState('30');
  const [granting, setGranting] = useState<KeyUsage | null>(null);
  const usagePlanId = plan.id ?? '';
  const endDate = dayOf(Date.now());
  const startDate = dayOf(Date.parse(endDate) - (Number(span) - 1) * 86_400_000);
  const query = useInfiniteQuery({
    ...wirePages(GetUsage, { usagePlanId, startDate, endDate, limit: 500 }, 'position'),
    refetchInterval: 15_000,
  });
  const { hasNextPage, isFetching, fetchNextPage } = query;
  // Figures of all keys are added up, so all are fetched.
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const share = useQuery(throttledShareQuery(usagePlanId, Number(span))).data;
  const days = daysBetween(startDate, endDate);
  const keys = usageByKey(mergeUsage(query.data?.pages ?? []), plan.quota !== undefined);
  const totals = totalByDay(keys, days.length);
  const sum = totals.reduce((all, used) => all + used, 0);
  return (
    <Section
      title="Usage"
      hint={`${formatNumber(sum)} requests by ${formatNumber(keys.length)} keys${hasNextPage ? ' so far' : ''}${share === undefined || share === null ? '' : `, ${formatShare(share)} throttled`}`}
      actions={
        <>
          <NativeSelect
            aria-label="Time"
            size="xs"
            data={spans}
            value={span}
            onChange={({ currentTarget }) => setSpan(currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={keys.length === 0}
            onClick={() => download(`usage-${plan.name}-${endDate}.csv`, usageCsv(keys, days), 'text/csv')}
          >
            Export CSV
          </Button>
        </>
      }
    >
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      <TimeChart
        label={`Requests by day: ${formatNumber(sum)} in ${span} days`}
        times={days.map((day) => Date.parse(day) / 1000)}
        series={[
          { label: 'requests', values: totals, kind: 'bars' },
          ...(plan.quota?.period === 'DAY'
            ? [
                {
                  label: 'quota of a key',
                  values: days.map(() => plan.quota?.limit ?? null),
                  kind: 'dashed' as const,
                },
              ]
            : []),
        ]}
        height={180}
      />
      <Rows
        label="Use by key"
        columns={columns({ plan, startDate, grant: setGranting })}
        rows={keys}
        rowKey={({ keyId }) => keyId}
        maxHeight="40vh"
        empty={
          query.isPending || query.error ? null : (
            <Empty
              title="Nothing was used"
              first="Requests with a key of this plan show here seconds after they were answered."
            />
          )
        }
      />
      {granting && <GrantDialog planId={usagePlanId} usage={granting} onClose={() => setGranting(null)} />}
    </Section>
  );
}

interface ColumnsOf {
  readonly plan: UsagePlan;
  readonly startDate: string;
  readonly grant: (usage: KeyUsage) => void;
}

function columns({ plan, startDate, grant }: ColumnsOf): Column<KeyUsage>[] {
  const { quota } = plan;
  const all: Column<KeyUsage>[] = [
    {
      title: 'Key',
      cell: ({ keyId }) => (
        <Anchor component={Link} to={`/api-keys/${keyId}`}>
          {keyId}
        </Anchor>
      ),
    },
    { title: 'Used', width: '8rem', align: 'right', cell: ({ used }) => formatNumber(used) },
  ];
  if (!quota) return all;
  return [
    ...all,
    {
      title: 'Left',
      width: '8rem',
      align: 'right',
      cell: ({ left }) => (left === null ? '' : formatNumber(left)),
    },
    {
      title: 'Used up',
      width: '14rem',
      cell: (usage) => {
        const now = Date.now();
        const at = exhaustionMs(usage.left ?? 0, usedInPeriod(usage, startDate, quota, now), quota, now);
        if (at === null) return <Text size="sm">not in this period</Text>;
        if (at <= now) return <Badge color="red">now</Badge>;
        return (
          <Text size="sm" fw={600}>
            {formatTime(new Date(at))}
          </Text>
        );
      },
    },
    {
      title: 'More',
      width: '8rem',
      cell: (usage) => (
        <Button size="compact-xs" variant="light" onClick={() => grant(usage)}>
          Grant more
        </Button>
      ),
    },
  ];
}

interface GrantDialogProps {
  readonly planId: string;
  readonly usage: KeyUsage;
  readonly onClose: () => void;
}

/** UpdateUsage sets what is left of the period that runs. */
function GrantDialog({ planId, usage, onClose }: GrantDialogProps) {
  const review = useReview();
  return (
    <FormDialog
      title={`Grant more to ${usage.keyId}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const patchOperations = [{ op: 'replace', path: '/remaining', value: field('remaining') } as const];
        const outputs = await review({
          title: `Grant more to ${usage.keyId}`,
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
