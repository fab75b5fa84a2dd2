import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

/** A line or the bars of a chart. */
export interface Series {
  readonly label: string;
  /** One for each of the chart's times; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly kind?: 'line' | 'bars' | 'dashed';
  /** CSS colour; each place in the list has its own without one. */
  readonly color?: string;
}

export interface TimeChartProps {
  /** What the chart shows, for screen readers, with its figures in a word. */
  readonly label: string;
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly height?: number;
  readonly format?: (value: number) => string;
}

const Drawn = lazy(async () => ({ default: (await import('./drawn-chart.js')).DrawnChart }));

/** Values over time. What draws them is loaded with the first chart. */
export function TimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Skeleton aria-busy="true" height={props.height ?? 220} />}>
      <Drawn {...props} />
    </Suspense>
  );
}
