import { Anchor, Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useReview, type Review } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import { DeleteUsagePlanKey, GetUsagePlanKeys, type UsagePlanKey } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { AddKeyDialog } from './add-key-dialog.js';

/** Keys of a plan, ten thousand as ten. */
export function PlanKeys({ planId }: { readonly planId: string }) {
  const [isAdding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const review = useReview();
  const input = { usagePlanId: planId, limit: 500, ...(name && { nameQuery: name }) };
  const query = useInfiniteQuery(wirePages(GetUsagePlanKeys, input, 'position'));
  const count = query.data?.pages.reduce((sum, { items = [] }) => sum + items.length, 0) ?? 0;
  return (
    <Section
      title="Keys"
      hint={`${count}${query.hasNextPage ? ' and more' : ''}`}
      actions={
        <>
          <TextInput
            aria-label="Keys whose names begin with"
            placeholder="name begins with"
            size="xs"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button size="xs" onClick={() => setAdding(true)}>
            Add key
          </Button>
        </>
      }
    >
      <Listed
        label="Keys of the plan"
        columns={columns(planId, review)}
        query={query}
        of={({ items }) => items}
        rowKey={({ id = '' }) => id}
        maxHeight="40vh"
        empty={{ title: 'No key', first: 'Add a key, so that somebody may call by this plan.' }}
      />
      {isAdding && <AddKeyDialog planId={planId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

const columns = (planId: string, review: Review): Column<UsagePlanKey>[] => [
  {
    title: 'Name',
    cell: ({ id, name }) => (
      <Anchor component={Link} to={`/api-keys/${id}`}>
        {name || id}
      </Anchor>
    ),
  },
  { title: 'ID', width: '12rem', cell: ({ id }) => id },
  {
    title: 'Remove',
    width: '8rem',
    cell: ({ id = '', name = '' }) => (
      <Button
        size="compact-xs"
        variant="light"
        color="red"
        onClick={() =>
          void review({
            title: `Remove key ${name || id} from the plan`,
            alterations: [{ what: 'Key of the plan', from: name || id, to: null }],
            steps: [call(DeleteUsagePlanKey, { usagePlanId: planId, keyId: id })],
            confirm: 'Remove',
            danger: 'Requests with this key are refused on the stages of this plan from now on.',
          })
        }
      >
        Remove
      </Button>
    ),
  },
];
