import { ActionIcon, Anchor, Button, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { DeleteModel, GetModels, type Model } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { ModelForm } from './models/model-form.js';
import { Validators } from './models/validators.js';

const route = getRouteApi('/apis/$apiId/models');

/** What bodies must be like, and what of requests is checked. */
export function ModelsPage() {
  const { apiId } = route.useParams();
  const review = useReview();
  const models = useEveryPage(GetModels, { restApiId: apiId, limit: 500 }, 'position');
  const [open, setOpen] = useState<Model | 'new' | null>(null);
  const remove = ({ name = '' }: Model) =>
    review({
      title: `Delete model ${name}`,
      danger: `${name} is lost. The service refuses it while a method still uses it.`,
      alterations: [{ what: 'Model', from: name, to: null }],
      steps: [call(DeleteModel, { restApiId: apiId, modelName: name })],
      confirm: 'Delete',
    });
  const columns: Column<Model>[] = [
    {
      title: 'Name',
      cell: (model) => (
        <Anchor component="button" type="button" ta="left" size="sm" fw={500} onClick={() => setOpen(model)}>
          {model.name}
        </Anchor>
      ),
    },
    { title: 'Content type', width: '12rem', cell: ({ contentType }) => contentType },
    { title: 'Description', cell: ({ description }) => description },
    {
      title: '',
      width: '3.5rem',
      align: 'right',
      cell: (model) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete ${model.name}`}
          onClick={() => void remove(model)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      ),
    },
  ];
  return (
    <ApiPage apiId={apiId} kind="rest" tab="models">
      <Stack gap="md">
        <Section
          title="Models"
          hint="JSON schemas that requests are checked against, and that documents show."
          actions={
            <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
              Create model
            </Button>
          }
        >
          {models.error && <Problem error={models.error} retry={models.retry} />}
          <Rows
            label="All models"
            columns={columns}
            rows={models.items}
            rowKey={({ name = '' }) => name}
            more={{ has: !models.isComplete && !models.error, load: () => undefined }}
            empty={
              <Empty title="There is no model" first="Create one, then name it in the request of a method." />
            }
          />
        </Section>
        <Validators apiId={apiId} />
      </Stack>
      {open !== null && (
        <ModelForm apiId={apiId} model={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </ApiPage>
  );
}
