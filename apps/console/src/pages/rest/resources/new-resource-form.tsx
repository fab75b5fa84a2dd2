import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog.js';
import { useReview } from '../../../kit/review/use-review.js';
import { CreateResource, type Resource } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';

export interface NewResourceFormProps {
  readonly apiId: string;
  readonly parent: Resource;
  readonly onClose: () => void;
  readonly onDone: (resourceId: string | undefined) => void;
}

/** A new part of the path, below a resource. */
export function NewResourceForm({ apiId, parent, onClose, onDone }: NewResourceFormProps) {
  const review = useReview();
  const [pathPart, setPathPart] = useState('');
  const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
  const submit = async () => {
    const outputs = await review({
      title: `Create resource ${path}`,
      alterations: [{ what: 'Resource', from: null, to: path }],
      steps: [call(CreateResource, { restApiId: apiId, parentId: parent.id ?? '', pathPart })],
      confirm: 'Create',
    });
    if (!outputs) return false;
    onDone((outputs[0] as Resource).id);
    return true;
  };
  return (
    <FormDialog
      title={`Create a resource below ${parent.path}`}
      isReady={pathPart !== ''}
      onClose={onClose}
      submit="Review"
      onSubmit={submit}
    >
      <TextInput
        label="Path part"
        description="A word such as pets; {petId} for any one part; {proxy+} for all that follows"
        value={pathPart}
        onChange={(event) => setPathPart(event.currentTarget.value.trim())}
        spellCheck={false}
        data-autofocus
      />
    </FormDialog>
  );
}
