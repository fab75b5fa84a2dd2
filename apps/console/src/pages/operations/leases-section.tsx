import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../kit/empty.js';
import { formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview, type Review } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import { WireError } from '../../wire/errors.js';
import { call } from '../../wire/operation.js';
import { ListLeases, ReleaseLeases, type GatewayLeases } from '../../wire/tollgate/gateways.js';

const askEveryMs = 10_000;

/** Which part of the quotas each gateway may spend by itself; nothing for who is not the operator. */
export function LeasesSection() {
  const review = useReview();
  const query = useQuery({ ...wireQuery(ListLeases, {}), refetchInterval: askEveryMs });
  if (query.error instanceof WireError && query.error.status === 403) return null;
  return (
    <Section title="Leases" hint="Requests of quotas that each gateway may still let through by itself">
      <Loaded query={query} lines={3}>
        {({ gateways }) => (
          <Rows
            label="Leases of gateways"
            columns={columns(review)}
            rows={gateways}
            rowKey={({ gatewayId }) => gatewayId}
            maxHeight="40vh"
            empty={
              <Empty
                title="No lease"
                first="Gateways take leases while requests come with keys of plans with quotas."
              />
            }
          />
        )}
      </Loaded>
    </Section>
  );
}

const columns = (review: Review): readonly Column<GatewayLeases>[] => [
  { title: 'Gateway', cell: ({ gatewayId }) => gatewayId },
  { title: 'Seen', width: '9rem', cell: ({ lastSeenAtMs }) => <When at={new Date(lastSeenAtMs)} /> },
  { title: 'Quotas', width: '6rem', align: 'right', cell: ({ quotas }) => formatNumber(quotas) },
  { title: 'Requests held', width: '8rem', align: 'right', cell: ({ held }) => formatNumber(held) },
  {
    title: 'Give back',
    width: '8rem',
    cell: ({ gatewayId, held }) => (
      <Button
        size="compact-xs"
        variant="light"
        color="red"
        disabled={held === 0}
        aria-label={`Give back what ${gatewayId} holds`}
        onClick={() =>
          void review({
            title: `Give back what ${gatewayId} holds`,
            alterations: [{ what: 'Requests held', from: formatNumber(held), to: null }],
            steps: [call(ReleaseLeases, { gatewayId })],
            confirm: 'Give back',
            danger:
              'Only of a gateway that will not return: one that does lets through as many too many as it had left.',
          })
        }
      >
        Give back
      </Button>
    ),
  },
];
