import { Group, TextInput } from '@mantine/core';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../kit/draft/use-draft.js';
import { SchemaField } from '../../../kit/schema/schema-field.js';
import { schemaProblem } from '../../../kit/schema/schema-problem.js';
import { CreateModel, UpdateModel, type Model } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { modelChange, modelDraftOf, modelLabels, modelMembers } from './model-draft.js';

export interface ModelDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly model: Model | null;
  readonly onClose: () => void;
}

/** A model: what a message, or a body, must be like. */
export function ModelDialog({ apiId, model, onClose }: ModelDialogProps) {
  const draft = useDraft(modelDraftOf(model ?? {}));
  const { schema, contentType } = draft.to;
  const problem = contentType.includes('json') ? schemaProblem(schema) : null;
  return (
    <EditDialog
      noun="model"
      name={model && (model.name ?? '')}
      newName={(to) => to.name}
      draft={draft}
      labels={modelLabels}
      size="lg"
      isReady={problem === null}
      steps={(to) =>
        model
          ? [call(UpdateModel, { apiId, modelId: model.modelId ?? '', ...modelChange(draft.from, to) })]
          : [call(CreateModel, { apiId, ...modelMembers(to) })]
      }
      onClose={onClose}
    >
      <Group grow align="flex-start">
        <TextInput
          label={modelLabels.name}
          description="Letters and digits"
          {...draft.text('name')}
          required
          spellCheck={false}
          data-autofocus
        />
        <TextInput
          label={modelLabels.contentType}
          description="Of the bodies that it is for"
          {...draft.text('contentType')}
          required
          spellCheck={false}
        />
      </Group>
      <TextInput label={modelLabels.description} {...draft.text('description')} />
      <SchemaField value={schema} onChange={(text) => draft.set({ schema: text })} problem={problem} />
    </EditDialog>
  );
}
