import { List, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { TimeChart, type Series } from '../../kit/chart/time-chart.js';
import { formatNumber } from '../../kit/formats.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetUsage, type UsagePlan } from '../../wire/generated/apigateway.js';
import { UsedUp } from './usage-columns.js';
import { dayOf, daysBetween, exhaustionMs, firstDay, usageByKey, usedInPeriod } from './usage-figures.js';
import { seriesOfKey } from './usage-series.js';

const spanDays = 30;
const askEveryMs = 15_000;

export interface KeyUsageSectionProps {
  readonly keyId: string;
  readonly plans: readonly UsagePlan[];
}

/** What a key has used in the last 30 days, by plan, and what it has left of each quota. */
export function KeyUsageSection({ keyId, plans }: KeyUsageSectionProps) {
  const now = Date.now();
  const endDate = dayOf(now);
  // A month may have begun a day before the chart does.
  const startDate = firstDay(spanDays, { period: 'MONTH' }, now);
  const queries = useQueries({
    queries: plans.map(({ id = '' }) => ({
      ...wireQuery(GetUsage, { usagePlanId: id, keyId, startDate, endDate }),
      refetchInterval: askEveryMs,
    })),
  });
  if (plans.length === 0) return null;
  const days = daysBetween(startDate, endDate);
  const used = plans.map(({ quota }, index) => {
    const [usage] = usageByKey(queries[index]?.data?.items ?? {}, quota !== undefined);
    return usage ?? { keyId, used: 0, left: quota?.limit ?? null, byDay: days.map(() => 0) };
  });
  const total = used.reduce((sum, usage) => sum + usage.used, 0);
  const last = days.findLast((_, day) => used.some(({ byDay }) => (byDay[day] ?? 0) > 0));
  const [only] = plans;
  const series: Series[] =
    plans.length === 1 && only?.quota
      ? seriesOfKey(used[0]!.byDay, days, only.quota)
      : plans.map(({ name = '' }, index) => ({ label: name, kind: 'bars', values: used[index]!.byDay }));
  return (
    <Section title="Usage" hint={`${formatNumber(total)} requests since ${startDate}`}>
      <TimeChart
        label={`Requests by day and plan: ${formatNumber(total)} since ${startDate}`}
        times={days.map((day) => Date.parse(day) / 1000)}
        series={series}
        height={160}
      />
      <List size="sm" aria-label="What is left of each quota">
        {plans.map(({ id, name, quota }, index) => {
          const usage = used[index]!;
          if (!quota) return <List.Item key={id}>{name}: no quota</List.Item>;
          const left = usage.left ?? 0;
          const at = exhaustionMs(left, usedInPeriod(usage, startDate, quota, now), quota, now);
          return (
            <List.Item key={id} className="breaks">
              {name}: {formatNumber(left)} of {formatNumber(quota.limit ?? 0)} left in this{' '}
              {(quota.period ?? '').toLowerCase()}; used up: <UsedUp atMs={at} nowMs={now} />
            </List.Item>
          );
        })}
      </List>
      <Text size="sm">Last used: {last ?? `not since ${startDate}`}</Text>
    </Section>
  );
}
