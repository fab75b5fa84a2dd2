import { Anchor, Badge, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatNumber, formatTime } from '../../kit/formats.js';
import type { Column } from '../../kit/table/rows.js';
import type { UsagePlan } from '../../wire/generated/apigateway.js';
import { exhaustionMs, usedInPeriod, type KeyUsage } from './usage-figures.js';

export interface UsageColumnsOf {
  readonly plan: UsagePlan;
  readonly startDate: string;
  /** Days of the chart. */
  readonly shown: number;
  readonly nameOf: (keyId: string) => string;
  /** Null where that is not known. */
  readonly throttledOf: (keyId: string) => number | null;
  readonly choose: (keyId: string) => void;
  readonly grant: (usage: KeyUsage) => void;
}

/** What a plan's keys have used, and what they have left where there is a quota. */
export function usageColumns(of: UsageColumnsOf): Column<KeyUsage>[] {
  const { plan, startDate, shown, nameOf, throttledOf, choose, grant } = of;
  const { quota } = plan;
  const all: Column<KeyUsage>[] = [
    {
      title: 'Key',
      cell: ({ keyId }) => (
        <Anchor component={Link} to={`/api-keys/${keyId}`}>
          {nameOf(keyId)}
        </Anchor>
      ),
    },
    {
      title: 'Used',
      width: '7rem',
      align: 'right',
      cell: ({ byDay }) => formatNumber(byDay.slice(-shown).reduce((sum, used) => sum + used, 0)),
    },
    {
      title: 'Throttled',
      width: '7rem',
      align: 'right',
      cell: ({ keyId }) => {
        const throttled = throttledOf(keyId);
        return throttled === null ? '' : formatNumber(throttled);
      },
    },
    {
      title: 'Chart',
      width: '6rem',
      cell: ({ keyId }) => (
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => choose(keyId)}
          aria-label={`Show the chart of key ${nameOf(keyId)}`}
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
      width: '7rem',
      align: 'right',
      cell: ({ left }) => (left === null ? '' : formatNumber(left)),
    },
    {
      title: 'Used up',
      width: '13rem',
      cell: (usage) => {
        const now = Date.now();
        const at = exhaustionMs(usage.left ?? 0, usedInPeriod(usage, startDate, quota, now), quota, now);
        return <UsedUp atMs={at} nowMs={now} />;
      },
    },
    {
      title: 'More',
      width: '8rem',
      cell: (usage) => (
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => grant(usage)}
          aria-label={`Grant more to ${nameOf(usage.keyId)}`}
        >
          Grant more
        </Button>
      ),
    },
  ];
}

/** When a quota is used up at the rate of its period so far. */
export function UsedUp({ atMs, nowMs }: { readonly atMs: number | null; readonly nowMs: number }) {
  if (atMs === null)
    return (
      <Text size="sm" span>
        not in this period
      </Text>
    );
  if (atMs <= nowMs) return <Badge color="red">now</Badge>;
  return (
    <Text size="sm" fw={600} span>
      {formatTime(new Date(atMs))}
    </Text>
  );
}
