import { Alert, List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { wireQuery } from '../../kit/wire-query.js';
import { DescribeAlarms } from '../../wire/generated/cloudwatch.js';

const askEveryMs = 15_000;

/** Alarms that ring; nothing while none does, or who looks may not see them. */
export function AlarmsSection() {
  const { data } = useQuery({
    ...wireQuery(DescribeAlarms, { StateValue: 'ALARM' }),
    refetchInterval: askEveryMs,
  });
  const alarms = data?.MetricAlarms ?? [];
  if (alarms.length === 0) return null;
  return (
    <Alert color="red" variant="light" title={`${alarms.length} in alarm`} role="alert">
      <List size="sm">
        {alarms.map(({ AlarmName, StateReason }) => (
          <List.Item key={AlarmName} className="breaks">
            <b>{AlarmName}</b>: {StateReason}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
