import { Button, Code, Group, NativeSelect, Select, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Empty } from '../../kit/empty.js';
import { formatTime } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Problem } from '../../kit/problem.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { callWire } from '../../wire/call-wire.js';
import { DescribeLogGroups, type FilteredLogEvent } from '../../wire/generated/logs.js';
import { readable, requestIdOf } from './log-lines.js';
import { useLogLines, type LogSearch } from './use-log-lines.js';

const route = getRouteApi('/logs');

/** A stage's first line makes its group. */
const askForGroupsEveryMs = 10_000;

const backs = [
  { label: 'Last 15 minutes', value: '900' },
  { label: 'Last hour', value: '3600' },
  { label: 'Last 24 hours', value: '86400' },
  { label: 'Last 7 days', value: '604800' },
];

/** Lines of a log group, searched by CloudWatch's filter patterns, and those that come while one looks. */
export function LogsPage() {
  const { group, pattern = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const groups = useQuery({
    queryKey: ['log-groups'],
    refetchInterval: askForGroupsEveryMs,
    queryFn: async ({ signal }) =>
      (await callWire(DescribeLogGroups, { limit: 50 }, { signal })).logGroups ?? [],
  });
  return (
    <Page title="Logs" subtitle="Access logs and execution logs, by CloudWatch's filter patterns">
      <Loaded query={groups}>
        {(all) => {
          const names = all.map(({ logGroupName = '' }) => logGroupName);
          const chosen = group ?? names[0];
          if (chosen === undefined)
            return (
              <Empty
                title="No log group yet"
                first="A group is there once a stage writes to it: switch on access logs or execution logs in a stage's settings."
              />
            );
          return (
            <>
              <Select
                label="Log group"
                searchable
                allowDeselect={false}
                data={names.includes(chosen) ? names : [chosen, ...names]}
                value={chosen}
                onChange={(name) => void navigate({ search: { group: name ?? undefined, pattern } })}
                maw={520}
              />
              <Lines
                key={chosen}
                group={chosen}
                pattern={pattern}
                onPattern={(text) => void navigate({ search: { group: chosen, pattern: text || undefined } })}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface LinesProps {
  readonly group: string;
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
}

function Lines({ group, pattern, onPattern }: LinesProps) {
  const [back, setBack] = useState('3600');
  const [isLive, setLive] = useState(true);
  const [shown, setShown] = useState<FilteredLogEvent | null>(null);
  const search: LogSearch = { group, pattern, backSeconds: Number(back), isLive };
  const { lines, error, isLoading, isCut } = useLogLines(search);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onPattern((new FormData(event.currentTarget).get('pattern') as string).trim());
  };
  return (
    <>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput
            name="pattern"
            label="Filter pattern"
            placeholder='{ $.status = 4* } or "ERROR"'
            defaultValue={pattern}
            w={{ base: '100%', sm: 340 }}
            spellCheck={false}
          />
          <NativeSelect
            label="Time"
            data={backs}
            value={back}
            onChange={({ currentTarget }) => setBack(currentTarget.value)}
          />
          <Button type="submit">Search</Button>
          <Switch
            label="Live"
            checked={isLive}
            onChange={({ currentTarget }) => setLive(currentTarget.checked)}
            pb={8}
          />
        </Group>
      </form>
      {error !== null && <Problem error={error} />}
      <Text size="sm" c="dimmed" role="status" aria-busy={isLoading || undefined}>
        {isLoading
          ? 'Searching …'
          : `${lines.length} lines${isCut ? ', the newest of more' : ''}${isLive ? ', live' : ''}`}
      </Text>
      <Rows
        label="Log lines"
        columns={columns(setShown)}
        rows={[...lines].reverse()}
        rowKey={({ eventId = '' }) => eventId}
        selected={shown?.eventId}
        maxHeight="50vh"
        empty={
          isLoading || error !== null ? null : (
            <Empty
              title="No line fits"
              first="Take a longer time or another pattern. New lines show by themselves."
            />
          )
        }
      />
      {shown && <Line line={shown} />}
    </>
  );
}

const columns = (show: (line: FilteredLogEvent) => void): Column<FilteredLogEvent>[] => [
  { title: 'Time', width: '12rem', cell: ({ timestamp = 0 }) => formatTime(new Date(timestamp)) },
  {
    title: 'Line',
    cell: (line) => (
      <Button
        variant="transparent"
        size="compact-sm"
        color="var(--mantine-color-text)"
        justify="flex-start"
        fullWidth
        ff="monospace"
        onClick={() => show(line)}
      >
        <Text span truncate size="xs" ff="monospace">
          {line.message}
        </Text>
      </Button>
    ),
  },
];

function Line({ line }: { readonly line: FilteredLogEvent }) {
  const message = line.message ?? '';
  const requestId = requestIdOf(message);
  return (
    <Section
      title="The line"
      hint={`${formatTime(new Date(line.timestamp ?? 0))}, stream ${line.logStreamName ?? ''}`}
      actions={
        requestId !== null && (
          <Button variant="light" size="xs" component={Link} to={`/explain?requestId=${requestId}`}>
            Explain this request
          </Button>
        )
      }
    >
      <Code block className="breaks" tabIndex={0}>
        {readable(message)}
      </Code>
    </Section>
  );
}
