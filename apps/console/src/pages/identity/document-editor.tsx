import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { FormActions } from '../../kit/form-actions.js';
import { isJson } from './policy-document.js';

interface DocumentEditorProps {
  readonly label: string;
  /** As it is. */
  readonly document: string;
  /** Reviews what was typed: true when it is saved and has come anew. Without, it is only shown. */
  readonly onReview?: (typed: string) => Promise<boolean>;
}

/** The document of a policy, of whichever sort, to read or to change. */
export function DocumentEditor({ label, document, onReview }: DocumentEditorProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? document;
  if (!onReview) return <CodeEditor label={label} value={document} language="json" />;
  return (
    <Stack gap="sm">
      <CodeEditor label={label} value={text} onChange={setTyped} language="json" />
      {!isJson(text) && (
        <Text size="sm" c="red" role="alert">
          This is not JSON yet.
        </Text>
      )}
      <FormActions
        isChanged={text !== document}
        isReady={isJson(text)}
        onReview={() => void onReview(text).then((isDone) => isDone && setTyped(null))}
        onReset={() => setTyped(null)}
      />
    </Stack>
  );
}
