import { Anchor, Badge, Button, FileButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { Page } from '../../kit/page.js';
import { Problem } from '../../kit/problem.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import { CreateApiKey, GetApiKeys, ImportApiKeys, type ApiKey } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';

/** All keys, searched by how their names begin. Values are not among them: a key's own page has its. */
export function ApiKeysPage() {
  const [typed, setTyped] = useState('');
  const [nameQuery] = useDebouncedValue(typed, 250);
  const [isCreating, setCreating] = useState(false);
  const query = useInfiniteQuery(
    wirePages(GetApiKeys, { limit: 500, ...(nameQuery && { nameQuery }) }, 'position'),
  );
  const create = <Button onClick={() => setCreating(true)}>Create API key</Button>;
  return (
    <Page
      title="API keys"
      subtitle="Who calls: each key is a customer, in plans that say how much"
      actions={
        <>
          <ImportButton />
          {create}
        </>
      }
    >
      <TextInput
        label="Name begins with"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        maw={320}
      />
      <Listed
        label="API keys"
        columns={columns}
        query={query}
        of={({ items }) => items}
        rowKey={({ id = '' }) => id}
        empty={{
          title: nameQuery === '' ? 'No API key yet' : 'No key of that name',
          first:
            'Create one, add it to a usage plan, and give its value to who calls, for the header x-api-key.',
          actions: create,
        }}
      />
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

const columns: readonly Column<ApiKey>[] = [
  {
    title: 'Name',
    cell: ({ id, name }) => (
      <Anchor component={Link} to={`/api-keys/${id}`}>
        {name || id}
      </Anchor>
    ),
  },
  { title: 'ID', width: '11rem', cell: ({ id }) => id },
  {
    title: 'State',
    width: '8rem',
    cell: ({ enabled }) => (
      <Badge variant="light" color={enabled ? 'teal' : 'gray'}>
        {enabled ? 'enabled' : 'disabled'}
      </Badge>
    ),
  },
  { title: 'Created', width: '10rem', cell: ({ createdDate }) => <When at={createdDate} /> },
];

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Create API key"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const input = {
          name: field('name'),
          enabled: true,
          ...(field('description') && { description: field('description') }),
        };
        const outputs = await review({
          title: `Create API key ${input.name}`,
          alterations: alterationsBetween<typeof input>({}, input),
          steps: [call(CreateApiKey, input)],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" required data-autofocus />
      <TextInput name="description" label="Description" />
    </FormDialog>
  );
}

/** A CSV file with a line per key (guide page "API Gateway API key file format"). */
function ImportButton() {
  const review = useReview();
  const [error, setError] = useState<unknown>(null);
  const choose = async (file: File | null) => {
    if (!file) return;
    setError(null);
    try {
      const body = new Uint8Array(await file.arrayBuffer());
      const lines =
        new TextDecoder()
          .decode(body)
          .split('\n')
          .filter((line) => line.trim() !== '').length - 1;
      await review({
        title: `Import ${file.name}`,
        alterations: [{ what: 'API keys', from: null, to: `${lines} of the file` }],
        steps: [call(ImportApiKeys, { body, format: 'csv', failOnWarnings: true })],
        confirm: 'Import',
      });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <FileButton accept=".csv,text/csv" onChange={(file) => void choose(file)}>
        {(props) => (
          <Button variant="default" {...props}>
            Import CSV
          </Button>
        )}
      </FileButton>
      {error !== null && <Problem error={error} />}
    </>
  );
}
