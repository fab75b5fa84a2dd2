import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { ApiPage } from '../../../kit/api-tabs.js';
import { Empty } from '../../../kit/empty.js';
import { Problem } from '../../../kit/problem.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { RowActions } from '../../../kit/table/row-actions.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import type { Authorizer } from '../../../wire/generated/apigatewayv2.js';
import { useAuthorizers } from '../v2-lists.js';
import { deleteAuthorizer } from './authorizer-draft.js';
import { AuthorizerDialog } from './v2-authorizer-dialog.js';

/** Who says who may call. */
export function V2AuthorizersPage({ apiId }: { readonly apiId: string }) {
  const { items, isComplete, error, retry } = useAuthorizers(apiId);
  const [edited, setEdited] = useState<Authorizer | 'new' | null>(null);
  const review = useReview();
  const remove = (authorizer: Authorizer) => void review(deletion(deleteAuthorizer(apiId, authorizer)));
  const create = <Button onClick={() => setEdited('new')}>Create authorizer</Button>;
  return (
    <ApiPage apiId={apiId} kind="v2" tab="authorizers" actions={create}>
      {error && <Problem error={error} retry={retry} />}
      <Rows
        label="Authorizers"
        columns={columns(setEdited, remove)}
        rows={items}
        rowKey={({ authorizerId = '' }) => authorizerId}
        more={{ has: !isComplete && error === null, load: () => undefined }}
        empty={
          error ? null : (
            <Empty
              title="No authorizer yet"
              first="A JWT authorizer lets in who has a token of an issuer; a Lambda authorizer asks a function of yours."
              actions={create}
            />
          )
        }
      />
      {edited !== null && (
        <AuthorizerDialog
          apiId={apiId}
          authorizer={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </ApiPage>
  );
}

const columns = (
  edit: (authorizer: Authorizer) => void,
  remove: (authorizer: Authorizer) => void,
): Column<Authorizer>[] => [
  { title: 'Name', cell: ({ name }) => name },
  {
    title: 'Type',
    width: '7rem',
    cell: ({ authorizerType }) => <Badge variant="default">{authorizerType}</Badge>,
  },
  {
    title: 'Asks',
    width: '18rem',
    cell: ({ jwtConfiguration, authorizerUri }) => jwtConfiguration?.issuer ?? authorizerUri,
  },
  {
    title: 'Change',
    width: '11rem',
    cell: (authorizer) => (
      <RowActions
        name={`authorizer ${authorizer.name}`}
        onEdit={() => edit(authorizer)}
        onDelete={() => remove(authorizer)}
      />
    ),
  },
];
