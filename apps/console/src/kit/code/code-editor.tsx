import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange?: (value: string) => void;
  readonly language?: 'json' | 'yaml' | 'text';
  readonly readOnly?: boolean;
  /** Height in CSS. */
  readonly height?: string;
}

const Editor = lazy(async () => ({ default: (await import('./code-mirror.js')).CodeMirror }));

/** An editor of templates, models and policies. CodeMirror is loaded with the first one. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Skeleton aria-busy="true" height={props.height ?? '16rem'} />}>
      <Editor {...props} />
    </Suspense>
  );
}
