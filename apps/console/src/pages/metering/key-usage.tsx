import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { TimeChart } from '../../kit/chart/time-chart.js';
import { formatNumber } from '../../kit/formats.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetUsage, type UsagePlan } from '../../wire/generated/apigateway.js';
import { dayOf, daysBetween, firstDay } from './usage-figures.js';

const spanDays = 30;
const askEveryMs = 15_000;

/** What a key has used in the last 30 days, by plan. */
export function KeyUsageSection({
  keyId,
  plans,
}: {
  readonly keyId: string;
  readonly plans: readonly UsagePlan[];
}) {
  const now = Date.now();
  const endDate = dayOf(now);
  const startDate = firstDay(spanDays, undefined, now);
  const queries = useQueries({
    queries: plans.map(({ id = '' }) => ({
      ...wireQuery(GetUsage, { usagePlanId: id, keyId, startDate, endDate }),
      refetchInterval: askEveryMs,
    })),
  });
  if (plans.length === 0) return null;
  const days = daysBetween(startDate, endDate);
  const series = plans.map(({ name = '' }, index) => {
    const used = queries[index]?.data?.items?.[keyId] ?? [];
    return { label: name, kind: 'bars' as const, values: days.map((_, day) => used[day]?.[0] ?? 0) };
  });
  const total = series.flatMap(({ values }) => values).reduce((sum, used) => sum + used, 0);
  const last = days.findLast((_, day) => series.some(({ values }) => (values[day] ?? 0) > 0));
  return (
    <Section title="Usage" hint={`${formatNumber(total)} requests in the last ${spanDays} days`}>
      <TimeChart
        label={`Requests by day and plan: ${formatNumber(total)} in ${spanDays} days`}
        times={days.map((day) => Date.parse(day) / 1000)}
        series={series}
        height={160}
      />
      <Text size="sm">Last used: {last ?? `not in the last ${spanDays} days`}</Text>
    </Section>
  );
}
