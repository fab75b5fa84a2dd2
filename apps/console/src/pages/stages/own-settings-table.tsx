import { Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { formatNumber } from '../../kit/formats.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import type { OwnSettings, SettingName } from './own-settings.js';

interface OwnSettingsTableProps<Row extends OwnSettings> {
  /** `Method` or `Route`. */
  readonly noun: string;
  readonly rows: readonly Row[];
  /** Whether they have execution logs, and a cache. */
  readonly has: { readonly logs: boolean; readonly cache: boolean };
  /** Absent where nothing can be changed. */
  readonly onEdit?: (row: Row) => void;
  /** Back to what the stage has. */
  readonly onInherit: (row: Row) => void;
}

/** More rows than this are looked for by name. */
const plainMax = 10;

/** Methods or routes with what holds for each: what the stage has is grey, what is its own is not. */
export function OwnSettingsTable<Row extends OwnSettings>(props: OwnSettingsTableProps<Row>) {
  const { noun, rows, has, onEdit, onInherit } = props;
  const [wanted, setWanted] = useState('');
  const shown = rows.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const columns: Column<Row>[] = [
    { title: noun, cell: ({ name }) => name },
    { title: 'Throttle', width: '13rem', cell: (row) => held(row, ['rateLimit', 'burstLimit'], throttle) },
    ...(has.logs
      ? [{ title: 'Log', width: '9rem', cell: (row: Row) => held(row, ['logging', 'dataTrace'], log) }]
      : []),
    {
      title: 'Metrics',
      width: '6rem',
      cell: (row) => held(row, ['detailedMetrics'], ({ detailedMetrics }) => detailedMetrics),
    },
    ...(has.cache
      ? [{ title: 'Cached', width: '6rem', cell: (row: Row) => held(row, ['caching'], cached) }]
      : []),
    { title: 'From', width: '6.5rem', cell: (row) => <From row={row} /> },
    {
      title: 'Change',
      width: '11rem',
      cell: (row) => (
        <Group gap={6}>
          {onEdit && !row.isGone && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onEdit(row)}
              aria-label={`Edit ${row.name}`}
            >
              Edit
            </Button>
          )}
          {onEdit && row.own.size > 0 && (
            <Button
              size="compact-xs"
              variant="light"
              onClick={() => onInherit(row)}
              aria-label={`Inherit ${row.name}`}
            >
              {row.isGone ? 'Remove' : 'Inherit'}
            </Button>
          )}
        </Group>
      ),
    },
  ];
  return (
    <>
      {rows.length > plainMax && (
        <TextInput
          aria-label={`Find a ${noun.toLowerCase()}`}
          placeholder={`Find a ${noun.toLowerCase()}`}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          maw={320}
        />
      )}
      <Rows
        label={`Settings by ${noun.toLowerCase()}`}
        columns={columns}
        rows={shown}
        rowKey={({ name }) => name}
        maxHeight="24rem"
        empty={
          <Empty
            title={wanted === '' ? `No ${noun.toLowerCase()} yet` : 'None of that name'}
            first={
              wanted === ''
                ? 'What is set for the stage holds for all that come.'
                : 'Look for a part of its path.'
            }
          />
        }
      />
    </>
  );
}

type Holding = OwnSettings['holding'];

function held(row: OwnSettings, names: readonly SettingName[], text: (holding: Holding) => string) {
  const isOwn = names.some((name) => row.own.has(name));
  return (
    <Text size="sm" component="span" {...(isOwn ? { fw: 500 } : { c: 'dimmed' })}>
      {text(row.holding)}
    </Text>
  );
}

const From = ({ row }: { readonly row: OwnSettings }) => (
  <Badge
    variant={row.own.size > 0 ? 'light' : 'default'}
    color={row.isGone ? 'orange' : undefined}
    className="fixed"
  >
    {row.isGone ? 'gone' : row.own.size > 0 ? 'own' : 'stage'}
  </Badge>
);

/** `10/s, 5 at once`. */
export function throttle({ rateLimit, burstLimit }: Pick<Holding, 'rateLimit' | 'burstLimit'>): string {
  const parts = [
    ...(rateLimit === '' ? [] : [`${formatNumber(Number(rateLimit))}/s`]),
    ...(burstLimit === '' ? [] : [`${formatNumber(Number(burstLimit))} at once`]),
  ];
  return parts.join(', ') || 'none';
}

const log = ({ logging, dataTrace }: Holding): string =>
  logging !== 'OFF' && dataTrace === 'on' ? `${logging}, bodies` : logging;

const cached = ({ caching, ttlInSeconds }: Holding): string =>
  caching === 'on' ? `${formatNumber(Number(ttlInSeconds))} s` : 'off';
