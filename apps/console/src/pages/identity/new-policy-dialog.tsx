import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { example, isJson } from './policy-document.js';

interface NewPolicyDialogProps {
  readonly title: string;
  /** Why its review could not be worked out. */
  readonly problem?: ReactNode;
  readonly onClose: () => void;
  /** True when it was made. */
  readonly onReview: (name: string, document: string) => Promise<boolean>;
}

/** A name and a document, for a policy that several may have or for one of somebody's own. */
export function NewPolicyDialog({ title, problem, onClose, onReview }: NewPolicyDialogProps) {
  const [document, setDocument] = useState(example('read'));
  return (
    <FormDialog
      title={title}
      submit="Review"
      size="lg"
      isReady={isJson(document)}
      onClose={onClose}
      onSubmit={(field) => onReview(field('name'), document)}
    >
      <TextInput name="name" label="Name" required spellCheck={false} data-autofocus />
      <NativeSelect
        label="Begin with"
        data={[
          { value: 'read', label: 'read everything' },
          { value: 'deploy', label: 'deploy' },
          { value: 'keys', label: 'keys and usage plans' },
        ]}
        onChange={({ currentTarget }) => setDocument(example(currentTarget.value as 'read'))}
      />
      <CodeEditor label="Document" value={document} onChange={setDocument} language="json" />
      {problem}
    </FormDialog>
  );
}
