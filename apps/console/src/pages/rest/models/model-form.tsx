import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '../../../kit/code/code-editor.js';
import { FormDialog } from '../../../kit/form-dialog.js';
import { memberPatches } from '../../../kit/patches.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { CreateModel, UpdateModel, type Model } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { schemaProblem } from './schema-problem.js';

const emptySchema = `{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title": "Pet",
  "type": "object",
  "properties": {
    "name": { "type": "string" }
  },
  "required": ["name"]
}`;

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
      <div>
        <Text size="sm" fw={600} mb={4}>
          Schema
        </Text>
        <CodeEditor
          label="Schema"
          language="json"
          value={schema}
          onChange={(text) => set({ schema: text })}
          height="20rem"
        />
        <Text size="sm" c="red" role="status" mt={4} className="breaks">
          {problem ?? ''}
        </Text>
      </div>
    </FormDialog>
  );
}
