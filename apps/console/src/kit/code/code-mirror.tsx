import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { EditorState, type Extension } from '@codemirror/state';
import { useComputedColorScheme } from '@mantine/core';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';
import { colorsOf } from './code-colors.js';
import { styleNonce } from '../style-nonce.js';
import type { CodeEditorProps } from './code-editor.js';

const languages: Record<NonNullable<CodeEditorProps['language']>, () => Extension> = {
  json,
  yaml,
  text: () => [],
};

/** CodeMirror in a box: it takes a new value from without, and tells what is typed. */
export function CodeMirror(props: CodeEditorProps) {
  const {
    label,
    value,
    onChange,
    language = 'text',
    readOnly = onChange === undefined,
    height = '16rem',
  } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const tell = useRef(onChange);
  tell.current = onChange;
  const dark = useComputedColorScheme() === 'dark';

  useEffect(() => {
    const editor = new EditorView({
      parent: place.current!,
      doc: value,
      extensions: [
        basicSetup,
        languages[language](),
        colorsOf(dark),
        EditorView.cspNonce.of(styleNonce()),
        EditorView.lineWrapping,
        // Reached by Tab also where nothing can be typed: a long text is scrolled by keys.
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorState.readOnly.of(readOnly),
        EditorView.theme(
          { '&': { height, fontSize: '13px' }, '.cm-scroller': { overflow: 'auto' } },
          { dark },
        ),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) tell.current?.(update.state.doc.toString());
        }),
      ],
    });
    view.current = editor;
    return () => editor.destroy();
    // A new value alone is set below, where the caret stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [language, readOnly, height, dark, label]);

  useEffect(() => {
    const editor = view.current;
    const old = editor?.state.doc.toString();
    if (editor && old !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={place} className="editor" />;
}
