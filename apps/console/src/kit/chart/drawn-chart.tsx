import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import uPlot, { type AlignedData, type Options } from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatNumber } from '../formats.js';
import type { Series, TimeChartProps } from './time-chart.js';

const colors = ['cyan', 'grape', 'orange', 'lime', 'red', 'indigo', 'gray'];

/** A chart by uPlot, drawn anew when the window, the colours or the kinds of series change. */
export function DrawnChart({ label, times, series, height = 220, format = formatNumber }: TimeChartProps) {
  const { ref, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme();
  const theme = useMantineTheme();
  const shape = JSON.stringify(series.map(({ label: of, kind, color }) => [of, kind, color]));
  const data = [times, ...series.map(({ values }) => values)] as unknown as AlignedData;

  useEffect(() => {
    if (!place.current || width === 0) return undefined;
    const shade = scheme === 'dark' ? 5 : 7;
    const ink = scheme === 'dark' ? theme.colors.dark[0] : theme.colors.gray[7];
    const grid = { stroke: scheme === 'dark' ? theme.colors.dark[4] : theme.colors.gray[2], width: 1 };
    const options: Options = {
      width,
      height,
      axes: [
        { stroke: ink, grid, ticks: grid },
        { stroke: ink, grid, ticks: grid, size: 64, values: (_, values) => values.map((v) => format(v)) },
      ],
      scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.1 : 1] } },
      series: [
        {},
        ...series.map((of, index) =>
          drawn(of, of.color ?? theme.colors[colors[index % colors.length]!]![shade], format),
        ),
      ],
    };
    chart.current = new uPlot(options, data, place.current);
    return () => chart.current?.destroy();
    // Data alone are set below, without a new chart.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [width, height, shape, scheme]);
  useEffect(() => chart.current?.setData(data));

  return (
    <div ref={ref} role="img" aria-label={label}>
      <div ref={place} />
    </div>
  );
}

function drawn(series: Series, stroke: string, format: (value: number) => string): uPlot.Series {
  const { label, kind = 'line' } = series;
  const value = (_: uPlot, raw: number | null) => (raw === null ? '–' : format(raw));
  const points = { show: series.values.length < 3 };
  if (kind === 'bars')
    return {
      label,
      stroke,
      fill: `${stroke}55`,
      value,
      points,
      paths: uPlot.paths.bars!({ size: [0.7, 48] }),
    };
  return { label, stroke, width: 2, value, points, ...(kind === 'dashed' && { dash: [6, 4] }) };
}
