import { Button } from '@mantine/core';
import { useState } from 'react';
import { Empty } from '../../../../kit/empty.js';
import { Problem } from '../../../../kit/problem.js';
import { deletion } from '../../../../kit/review/deletion.js';
import { useReview } from '../../../../kit/review/use-review.js';
import { Section } from '../../../../kit/section.js';
import { RowActions } from '../../../../kit/table/row-actions.js';
import { Rows, type Column } from '../../../../kit/table/rows.js';
import { useEveryPage } from '../../../../kit/use-every-page.js';
import {
  GetIntegrationResponses,
  type IntegrationResponse,
} from '../../../../wire/generated/apigatewayv2.js';
import { deleteResponse, type ResponseAt } from './integration-response-draft.js';
import { IntegrationResponseDialog } from './integration-response-dialog.js';

export interface IntegrationResponsesProps {
  readonly at: ResponseAt;
  /** What of a response is compared with the keys; the type says it. */
  readonly selection: string | undefined;
  /** Whether the type has responses mapped, or hands them on as they come. */
  readonly isMapped: boolean;
}

/** What becomes of the integration's responses, of which the first key that fits is taken. */
export function IntegrationResponses({ at, selection, isMapped }: IntegrationResponsesProps) {
  const { items, isComplete, error, retry } = useEveryPage(GetIntegrationResponses, at, 'nextToken');
  const [edited, setEdited] = useState<IntegrationResponse | 'new' | null>(null);
  const review = useReview();
  const create = (
    <Button size="xs" onClick={() => setEdited('new')}>
      Create response
    </Button>
  );
  const columns: Column<IntegrationResponse>[] = [
    { title: 'Key', width: '10rem', cell: ({ integrationResponseKey }) => integrationResponseKey },
    {
      title: 'Templates',
      cell: ({ responseTemplates = {} }) => Object.keys(responseTemplates).join(', ') || 'none',
    },
    {
      title: 'Content handling',
      width: '12rem',
      cell: ({ contentHandlingStrategy }) => contentHandlingStrategy,
    },
    {
      title: 'Change',
      width: '11rem',
      cell: (response) => (
        <RowActions
          name={`response ${response.integrationResponseKey}`}
          onEdit={() => setEdited(response)}
          onDelete={() => void review(deletion(deleteResponse(at, response)))}
        />
      ),
    },
  ];
  return (
    <Section
      title="Integration responses"
      hint={
        isMapped
          ? `Chosen by ${selection ?? 'its status'}; of routes with a route response, and of $connect`
          : 'A proxy integration hands responses on as they come: these are not looked at'
      }
      actions={create}
    >
      {error && <Problem error={error} retry={retry} />}
      <Rows
        label="Integration responses"
        columns={columns}
        rows={items}
        rowKey={({ integrationResponseId = '' }) => integrationResponseId}
        more={{ has: !isComplete && error === null, load: () => undefined }}
        empty={
          error ? null : (
            <Empty
              title="No response is mapped"
              first="Bodies pass as they are. Create $default to make another of them by a template."
            />
          )
        }
      />
      {edited !== null && (
        <IntegrationResponseDialog
          at={at}
          response={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}
