import { Anchor, Badge, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../kit/loaded.js';
import { Section } from '../../../kit/section.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import { wireQuery } from '../../../kit/wire-query.js';
import { GetGatewayResponses, type GatewayResponse } from '../../../wire/generated/apigateway.js';
import { GatewayResponseForm } from './gateway-response-form.js';

/** What callers get when the gateway itself refuses: all types, changed or not. */
export function GatewayResponses({ apiId }: { readonly apiId: string }) {
  const query = useQuery(wireQuery(GetGatewayResponses, { restApiId: apiId, limit: 500 }));
  const [open, setOpen] = useState<GatewayResponse | null>(null);
  const columns: Column<GatewayResponse>[] = [
    {
      title: 'Type',
      cell: (row) => (
        <Anchor component="button" type="button" ta="left" size="sm" onClick={() => setOpen(row)}>
          {row.responseType}
        </Anchor>
      ),
    },
    { title: 'Status', width: '7rem', cell: ({ statusCode }) => statusCode ?? 'its own' },
    {
      title: '',
      width: '9rem',
      cell: ({ defaultResponse }) =>
        defaultResponse ? (
          <Text size="sm" c="dimmed">
            default
          </Text>
        ) : (
          <Badge variant="outline" radius="sm">
            changed
          </Badge>
        ),
    },
  ];
  return (
    <Section
      title="Gateway responses"
      hint="What callers get when the gateway itself answers: status, headers and body of each refusal."
    >
      <Loaded query={query}>
        {({ items = [] }) => (
          <Rows
            label="Types of gateway responses"
            columns={columns}
            rows={items}
            rowKey={({ responseType = '' }) => responseType}
            maxHeight="24rem"
            empty={null}
          />
        )}
      </Loaded>
      {open && <GatewayResponseForm apiId={apiId} response={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}
