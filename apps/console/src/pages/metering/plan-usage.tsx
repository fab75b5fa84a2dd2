import { Anchor, Badge, Button, NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { TimeChart, type Series } from '../../kit/chart/time-chart.js';
import { download } from '../../kit/download.js';
import { Empty } from '../../kit/empty.js';
import { formatNumber, formatShare, formatTime } from '../../kit/formats.js';
import { Problem } from '../../kit/problem.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { GetUsage, type QuotaSettings, type UsagePlan } from '../../wire/generated/apigateway.js';
import { GrantDialog } from './grant-dialog.js';
import { HourlyButton } from './hourly-button.js';
import { throttledShareQuery } from './throttled-share.js';
import {
  cumulativeByDay,
  dayOf,
  daysBetween,
  exhaustionMs,
  firstDay,
  mergeUsage,
  totalByDay,
  usageByKey,
  usageCsv,
  usedInPeriod,
  type KeyUsage,
} from './usage-figures.js';

/** Each look fetches all pages of the plan's keys. */
const askEveryMs = 30_000;

const spans = [
  { label: 'Last 7 days', value: '7' },
  { label: 'Last 30 days', value: '30' },
  { label: 'Last 90 days', value: '90' },
];

/** What the keys of a plan have used: by day, the highest first, and when their quotas will be used up. */
export function PlanUsage({ plan }: { readonly plan: UsagePlan }) {
  const [span, setSpan] = useState('30');
  const [chosen, setChosen] = useState<string | null>(null);
  const [granting, setGranting] = useState<KeyUsage | null>(null);
  const usagePlanId = plan.id ?? '';
  const now = Date.now();
  const endDate = dayOf(now);
  const startDate = firstDay(Number(span), plan.quota, now);
  const query = useInfiniteQuery({
    ...wirePages(GetUsage, { usagePlanId, startDate, endDate, limit: 500 }, 'position'),
    refetchInterval: askEveryMs,
  });
  const { hasNextPage, isFetching, fetchNextPage } = query;
  // Figures of all keys are added up, so all are fetched.
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const share = useQuery(throttledShareQuery(usagePlanId, Number(span))).data;
  const days = daysBetween(startDate, endDate);
  const keys = usageByKey(mergeUsage(query.data?.pages ?? []), plan.quota !== undefined);
  const key = keys.find(({ keyId }) => keyId === chosen);
  const shown = Number(span);
  const sum = totalByDay(keys, days.length)
    .slice(-shown)
    .reduce((all, used) => all + used, 0);
  return (
    <Section
      title="Usage"
      hint={`${formatNumber(sum)} requests by ${countOf(keys.length, 'key')}${hasNextPage ? ' so far' : ''}${share === undefined || share === null ? '' : `, ${formatShare(share)} throttled`}`}
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
          <HourlyButton planId={usagePlanId} name={plan.name ?? usagePlanId} />
        </>
      }
    >
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      <TimeChart
        label={
          key
            ? `Requests by day with key ${key.keyId}, and its quota`
            : `Requests by day: ${formatNumber(sum)} in ${span} days`
        }
        times={days.slice(-shown).map((day) => Date.parse(day) / 1000)}
        series={(key && plan.quota
          ? seriesOfKey(key, days, plan.quota)
          : [
              {
                label: 'requests',
                values: key?.byDay ?? totalByDay(keys, days.length),
                kind: 'bars' as const,
              },
            ]
        ).map((line) => ({ ...line, values: line.values.slice(-shown) }))}
        height={180}
      />
      <Text size="sm" c="dimmed">
        {key ? (
          <>
            Key {key.keyId}{' '}
            <Button size="compact-xs" variant="light" onClick={() => setChosen(null)}>
              Show all keys
            </Button>
          </>
        ) : (
          'All keys together. Choose one to see it with its quota.'
        )}
      </Text>
      <Rows
        label="Use by key"
        columns={columns({ plan, startDate, shown, choose: setChosen, grant: setGranting })}
        rows={keys}
        rowKey={({ keyId }) => keyId}
        selected={chosen ?? undefined}
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

const countOf = (count: number, noun: string): string =>
  `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A key by day, what that comes to in each period, and the quota. */
const seriesOfKey = (key: KeyUsage, days: readonly string[], quota: QuotaSettings): Series[] => [
  { label: 'requests', values: key.byDay, kind: 'bars' },
  ...(quota.period === 'DAY'
    ? []
    : [{ label: 'in the period', values: cumulativeByDay(key.byDay, days, quota) } satisfies Series]),
  { label: 'quota', values: days.map(() => quota.limit ?? null), kind: 'dashed' },
];

interface ColumnsOf {
  readonly plan: UsagePlan;
  readonly startDate: string;
  /** Days of the chart. */
  readonly shown: number;
  readonly choose: (keyId: string) => void;
  readonly grant: (usage: KeyUsage) => void;
}

function columns({ plan, startDate, shown, choose, grant }: ColumnsOf): Column<KeyUsage>[] {
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
    {
      title: 'Used',
      width: '8rem',
      align: 'right',
      cell: ({ byDay }) => formatNumber(byDay.slice(-shown).reduce((sum, used) => sum + used, 0)),
    },
    {
      title: 'Chart',
      width: '6rem',
      cell: ({ keyId }) => (
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => choose(keyId)}
          aria-label={`Show the chart of key ${keyId}`}
        >
          Show
        </Button>
      ),
    },
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
