import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog.js';
import { memberPatches } from '../../../kit/patches.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { emptySchema, SchemaField } from '../../../kit/schema/schema-field.js';
import { schemaProblem } from '../../../kit/schema/schema-problem.js';
import { CreateModel, UpdateModel, type Model } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';

export interface ModelFormProps {
  readonly apiId: string;
  /** Null for a new one. */
  readonly model: Model | null;
  readonly onClose: () => void;
}

/** A model: what a body must be like, as JSON schema. */
export function ModelForm({ apiId, model, onClose }: ModelFormProps) {
  const review = useReview();
  const initial = {
    name: model?.name ?? '',
    description: model?.description ?? '',
    contentType: model?.contentType ?? 'application/json',
    schema: model?.schema ?? emptySchema,
  };
  const [draft, setDraft] = useState(initial);
  const set = (changed: Partial<typeof initial>) => setDraft({ ...draft, ...changed });
  const { name, description, contentType, schema } = draft;
  const problem = contentType.includes('json') ? schemaProblem(schema) : null;
  const patchOperations = memberPatches(initial, draft, ['description', 'schema']);
  const submit = async () => {
    const outputs = await review({
      title: model ? `Change model ${name}` : `Create model ${name}`,
      alterations: alterationsBetween(model ? initial : {}, draft),
      steps: [
        model
          ? call(UpdateModel, { restApiId: apiId, modelName: name, patchOperations })
          : call(CreateModel, {
              restApiId: apiId,
              name,
              contentType,
              schema,
              ...(description !== '' && { description }),
            }),
      ],
      confirm: model ? 'Save' : 'Create',
    });
    return outputs !== null;
  };
  return (
    <FormDialog
      title={model ? `Model ${name}` : 'Create a model'}
      submit="Review"
      size="lg"
      isReady={name !== '' && problem === null && (!model || patchOperations.length > 0)}
      onClose={onClose}
      onSubmit={submit}
    >
      {!model && (
        <>
          <TextInput
            label="Name"
            description="Letters and digits"
            value={name}
            onChange={(event) => set({ name: event.currentTarget.value.trim() })}
            required
          />
          <TextInput
            label="Content type"
            value={contentType}
            onChange={(event) => set({ contentType: event.currentTarget.value.trim() })}
            required
          />
        </>
      )}
      <TextInput
        label="Description"
        value={description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <SchemaField value={schema} onChange={(text) => set({ schema: text })} problem={problem} />
    </FormDialog>
  );
}
