import { Group, NativeSelect, SegmentedControl, Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { TimeChart } from '../../kit/chart/time-chart.js';
import { Empty } from '../../kit/empty.js';
import { formatBytes, formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { useMeteredApis, type MeteredApi } from '../../kit/metered-apis.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { useStageNames } from '../../kit/stage-names.js';
import { callWire } from '../../wire/call-wire.js';
import { GetMetricData } from '../../wire/generated/cloudwatch.js';
import {
  chartsOf,
  dimensionsOf,
  endOf,
  metricDataInput,
  pointsOf,
  ranges,
  type Chart,
  type Range,
} from './metric-charts.js';

const route = getRouteApi('/metrics');
const askEveryMs = 15_000;

const formats: Record<Chart['unit'], (value: number) => string> = {
  requests: formatNumber,
  ms: (value) => `${formatNumber(value)} ms`,
  bytes: formatBytes,
  share: formatNumber,
};

/** What CloudWatch counts of an API: requests, errors, how long they took. */
export function MetricsPage() {
  const { api: apiId, stage } = route.useSearch();
  const navigate = route.useNavigate();
  const [range, setRange] = useState<Range>(ranges[0]!);
  const apis = useMeteredApis();
  return (
    <Page title="Metrics" subtitle="Counted by gateways, here within 20 seconds">
      <Loaded query={apis}>
        {(all) => {
          const api = all.find(({ id }) => id === apiId) ?? all[0];
          if (!api)
            return (
              <Empty
                title="No API yet"
                first="Metrics are of APIs: create or import one, deploy it, and call it."
              />
            );
          return (
            <>
              <Group align="flex-end" gap="sm">
                <Select
                  label="API"
                  searchable
                  allowDeselect={false}
                  data={all.map(({ id, name, kind }) => ({ value: id, label: `${name} (${kind}, ${id})` }))}
                  value={api.id}
                  onChange={(id) => void navigate({ search: { api: id ?? undefined, stage: undefined } })}
                  w={320}
                />
                <StageChoice
                  api={api}
                  stage={stage ?? null}
                  onChange={(name) => void navigate({ search: { api: api.id, stage: name ?? undefined } })}
                />
                <SegmentedControl
                  aria-label="How far back"
                  data={ranges.map(({ label }) => label)}
                  value={range.label}
                  onChange={(label) => setRange(ranges.find((each) => each.label === label)!)}
                />
              </Group>
              <Charts api={api} stage={stage ?? null} range={range} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface StageChoiceProps {
  readonly api: MeteredApi;
  readonly stage: string | null;
  readonly onChange: (stage: string | null) => void;
}

function StageChoice({ api, stage, onChange }: StageChoiceProps) {
  const names = useStageNames(api.kind === 'REST' ? 'rest' : 'v2', api.id).data ?? [];
  return (
    <NativeSelect
      label="Stage"
      data={[{ value: '', label: 'all stages' }, ...names.map((name) => ({ value: name, label: name }))]}
      value={stage ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
    />
  );
}

function Charts({
  api,
  stage,
  range,
}: {
  readonly api: MeteredApi;
  readonly stage: string | null;
  readonly range: Range;
}) {
  const charts = chartsOf[api.kind];
  const query = useQuery({
    queryKey: ['metrics', api.kind, api.id, api.name, stage, range.label],
    queryFn: async ({ signal }) => {
      const nowMs = Date.now();
      const input = metricDataInput(charts, dimensionsOf(api, stage), range, nowMs);
      const { MetricDataResults = [] } = await callWire(GetMetricData, input, { signal });
      return pointsOf(charts, MetricDataResults, range, endOf(range, nowMs));
    },
    refetchInterval: askEveryMs,
  });
  const firstOf = (chart: Chart) =>
    charts.slice(0, charts.indexOf(chart)).flatMap(({ lines }) => lines).length;
  return (
    <Loaded query={query} lines={10}>
      {({ times, values }) => (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          {charts.map((chart) => {
            const series = chart.lines.map(({ label, kind }, index) => ({
              label,
              ...(kind && { kind }),
              values: values[firstOf(chart) + index] ?? [],
            }));
            return (
              <Section key={chart.title} title={chart.title} hint={totalOf(chart, series)}>
                <TimeChart
                  label={`${chart.title} of ${api.name} in the last ${range.label}: ${totalOf(chart, series)}`}
                  times={times}
                  series={series}
                  format={formats[chart.unit]}
                />
              </Section>
            );
          })}
        </SimpleGrid>
      )}
    </Loaded>
  );
}

/** The figures of a chart in a line, which those read who see no chart. */
function totalOf(
  chart: Chart,
  series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[],
): string {
  return series
    .map(({ label, values }) => {
      const known = values.filter((value) => value !== null);
      if (chart.unit === 'ms')
        return `${label} ${known.length === 0 ? 'unknown' : formats.ms(Math.max(...known))} at most`;
      return `${formats[chart.unit](known.reduce((sum, value) => sum + value, 0))} ${label}`;
    })
    .join(', ');
}
