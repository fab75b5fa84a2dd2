import { Button } from '@mantine/core';
import { useState } from 'react';
import { ApiPage, useApi } from '../../../kit/api-tabs.js';
import { Empty } from '../../../kit/empty.js';
import { Problem } from '../../../kit/problem.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { RowActions } from '../../../kit/table/row-actions.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import type { Model } from '../../../wire/generated/apigatewayv2.js';
import { useModels } from '../v2-lists.js';
import { ModelDialog } from './model-dialog.js';
import { deleteModel } from './model-draft.js';

/** What messages, or bodies, must be like. */
export function V2ModelsPage({ apiId }: { readonly apiId: string }) {
  const { items, isComplete, error, retry } = useModels(apiId);
  const isHttp = useApi('v2', apiId).kind === 'http';
  const [edited, setEdited] = useState<Model | 'new' | null>(null);
  const review = useReview();
  const create = <Button onClick={() => setEdited('new')}>Create model</Button>;
  const columns: Column<Model>[] = [
    { title: 'Name', width: '12rem', cell: ({ name }) => name },
    { title: 'Content type', width: '12rem', cell: ({ contentType }) => contentType },
    { title: 'Description', cell: ({ description }) => description },
    {
      title: 'Change',
      width: '11rem',
      cell: (model) => (
        <RowActions
          name={`model ${model.name}`}
          onEdit={() => setEdited(model)}
          onDelete={() => void review(deletion(deleteModel(apiId, model)))}
        />
      ),
    },
  ];
  return (
    <ApiPage apiId={apiId} kind="v2" tab="models" actions={create}>
      {error && <Problem error={error} retry={retry} />}
      <Rows
        label="Models"
        columns={columns}
        rows={items}
        rowKey={({ modelId = '' }) => modelId}
        more={{ has: !isComplete && error === null, load: () => undefined }}
        empty={
          error ? null : (
            <Empty
              title="No model yet"
              first={
                isHttp
                  ? 'A model is a JSON schema that bodies are checked against. HTTP APIs have them with the tag tollgate:rest-features.'
                  : 'A model is a JSON schema that messages are checked against: create one, then name it in a route.'
              }
              actions={create}
            />
          )
        }
      />
      {edited !== null && (
        <ModelDialog apiId={apiId} model={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </ApiPage>
  );
}
