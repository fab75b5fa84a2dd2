import { Button } from '@mantine/core';
import { useState } from 'react';
import { download } from '../../kit/download.js';
import { Problem } from '../../kit/problem.js';
import { callWire } from '../../wire/call-wire.js';
import { ReadHourlyUsage, type HourlyUsage } from '../../wire/tollgate/usage.js';
import { dayOf } from './usage-figures.js';

/** Use of today per key and hour, as a file; its pages are fetched one behind the other. */
export function HourlyButton({ planId, name }: { readonly planId: string; readonly name: string }) {
  const [rows, setRows] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const exportDay = async () => {
    const day = dayOf(Date.now());
    const items: HourlyUsage['items'][number][] = [];
    setError(null);
    setRows(0);
    try {
      let position: string | undefined;
      do {
        const page: HourlyUsage = await callWire(ReadHourlyUsage, {
          usagePlanId: planId,
          day,
          limit: 500,
          ...(position !== undefined && { position }),
        });
        items.push(...page.items);
        position = page.position;
        setRows(items.length);
      } while (position !== undefined);
      const lines = items.map(
        ({ keyId, hour, used }) => `${keyId},${day}T${String(hour).padStart(2, '0')}:00Z,${used}`,
      );
      download(
        `usage-${name}-${day}-hourly.csv`,
        ['key_id,hour,used', ...lines, ''].join('\r\n'),
        'text/csv',
      );
    } catch (failure) {
      setError(failure);
    } finally {
      setRows(null);
    }
  };
  return (
    <>
      <Button size="xs" variant="default" disabled={rows !== null} onClick={() => void exportDay()}>
        {rows === null ? 'Today by the hour' : `${rows} rows …`}
      </Button>
      {error !== null && <Problem error={error} />}
    </>
  );
}
