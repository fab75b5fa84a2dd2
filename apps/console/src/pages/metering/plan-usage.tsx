import { Button, NativeSelect, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { TimeChart } from '../../kit/chart/time-chart.js';
import { download } from '../../kit/download.js';
import { Empty } from '../../kit/empty.js';
import { formatNumber, formatShare } from '../../kit/formats.js';
import { Problem } from '../../kit/problem.js';
import { Section } from '../../kit/section.js';
import { Rows } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { GetUsage, type UsagePlan } from '../../wire/generated/apigateway.js';
import { GrantDialog } from './grant-dialog.js';
import { HourlyButton } from './hourly-button.js';
import { planKeyNames } from './plan-key-names.js';
import { throttledByKey, throttledKeysMax } from './throttled-by-key.js';
import { throttledShareQuery } from './throttled-share.js';
import { usageColumns } from './usage-columns.js';
import {
  dayOf,
  daysBetween,
  firstDay,
  mergeUsage,
  totalByDay,
  usageByKey,
  usageCsv,
  type KeyUsage,
} from './usage-figures.js';
import { seriesOfKey } from './usage-series.js';

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
  const names = useQuery(planKeyNames(usagePlanId)).data;
  const nameOf = (keyId: string) => names?.get(keyId) || keyId;
  // In an order of their own, so that it is one question however use moves.
  const asked = keys
    .slice(0, throttledKeysMax)
    .map(({ keyId }) => keyId)
    .sort();
  const throttled = useQuery({
    ...throttledByKey(usagePlanId, asked, Number(span)),
    refetchInterval: askEveryMs,
    placeholderData: keepPreviousData,
  }).data;
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
            onClick={() =>
              download(`usage-${plan.name}-${endDate}.csv`, usageCsv(keys, days, nameOf), 'text/csv')
            }
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
            ? `Requests by day with key ${nameOf(key.keyId)}, and its quota`
            : `Requests by day: ${formatNumber(sum)} in ${span} days`
        }
        times={days.slice(-shown).map((day) => Date.parse(day) / 1000)}
        series={(key && plan.quota
          ? seriesOfKey(key.byDay, days, plan.quota)
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
            Key {nameOf(key.keyId)}{' '}
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
        columns={usageColumns({
          plan,
          startDate,
          shown,
          nameOf,
          throttledOf: (keyId) => throttled?.get(keyId) ?? null,
          choose: setChosen,
          grant: setGranting,
        })}
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
      {granting && (
        <GrantDialog
          planId={usagePlanId}
          usage={granting}
          name={nameOf(granting.keyId)}
          onClose={() => setGranting(null)}
        />
      )}
    </Section>
  );
}

const countOf = (count: number, noun: string): string =>
  `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
