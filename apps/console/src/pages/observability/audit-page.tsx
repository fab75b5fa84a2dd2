import { Button, Code, Group, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { formatTime } from '../../kit/formats.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { LookupEvents, type Event, type LookupAttributeKey } from '../../wire/generated/cloudtrail.js';
import { attributes, lookupInput, type AuditSearch } from './audit-search.js';
import { readable } from './log-lines.js';

const backs = [
  { label: 'Last hour', value: '3600' },
  { label: 'Last 24 hours', value: '86400' },
  { label: 'Last 7 days', value: '604800' },
  { label: 'Last 90 days', value: '7776000' },
];

/** Who called what, from CloudTrail's LookupEvents. */
export function AuditPage() {
  // The time is part of the search, so that its pages are of one list.
  const [search, setSearch] = useState(() => lookupInput(all, Date.now()));
  const [shown, setShown] = useState<Event | null>(null);
  const query = useInfiniteQuery(wirePages(LookupEvents, search, 'NextToken'));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const field = (name: string) => (fields.get(name) as string).trim();
    setShown(null);
    setSearch(
      lookupInput(
        {
          attribute: field('attribute') as LookupAttributeKey,
          value: field('value'),
          backSeconds: Number(field('back')),
        },
        Date.now(),
      ),
    );
  };
  return (
    <Page
      title="Audit"
      subtitle="Every call of the management API, signed in a chain that shows when it was cut"
    >
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <NativeSelect name="attribute" label="Look up by" data={attributes.map((each) => ({ ...each }))} />
          <TextInput name="value" label="Value" placeholder="all that changed something" spellCheck={false} />
          <NativeSelect name="back" label="Time" data={backs} defaultValue="86400" />
          <Button type="submit">Look up</Button>
        </Group>
      </form>
      <Listed
        label="Events"
        columns={columns(setShown)}
        query={query}
        of={({ Events }) => Events}
        rowKey={({ EventId = '' }) => EventId}
        selected={shown?.EventId}
        maxHeight="50vh"
        empty={{
          title: 'No event fits',
          first: 'Take a longer time, or another value. Events are here seconds after their calls.',
        }}
      />
      {shown && (
        <Section title={shown.EventName ?? 'Event'} hint={shown.EventId}>
          <Code block className="breaks" tabIndex={0}>
            {readable(shown.CloudTrailEvent ?? '')}
          </Code>
        </Section>
      )}
    </Page>
  );
}

const all: AuditSearch = { attribute: 'Username', value: '', backSeconds: 86_400 };

const columns = (show: (event: Event) => void): Column<Event>[] => [
  { title: 'Time', width: '12rem', cell: ({ EventTime = 0 }) => formatTime(EventTime) },
  { title: 'User', width: '10rem', cell: ({ Username }) => Username },
  {
    title: 'Event',
    width: '14rem',
    cell: (event) => (
      <Button variant="transparent" size="compact-sm" px={0} onClick={() => show(event)}>
        {event.EventName}
      </Button>
    ),
  },
  {
    title: 'Resources',
    cell: ({ Resources = [] }) => Resources.map(({ ResourceName }) => ResourceName).join(', '),
  },
];
