import { useState } from 'react';
import { FileDrop } from '../../kit/file-drop.js';
import { formatBytes } from '../../kit/formats.js';
import { outlineOf } from './document-outline.js';
import type { ImportedDocument } from './import-change.js';

/** AWS page "Amazon API Gateway important notes": definitions of up to 6 MB. */
const largest = 6 * 1024 * 1024;

/** Where a document is dropped, or chosen by a button. */
export function DocumentDrop({ onDocument }: { readonly onDocument: (document: ImportedDocument) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File) => {
    if (file.size > largest)
      return setProblem(
        `${file.name} has ${formatBytes(file.size)}; documents of up to ${formatBytes(largest)} are taken.`,
      );
    const text = await file.text();
    const outline = outlineOf(text);
    if (outline.version === null)
      return setProblem(
        `${file.name} is no OpenAPI document: it has neither "swagger" nor "openapi" at its top.`,
      );
    setProblem(null);
    onDocument({ name: file.name, text, outline });
  };
  return (
    <FileDrop
      title="Drop an OpenAPI document here"
      hint="Swagger 2.0 or OpenAPI 3.0, JSON or YAML, with or without x-amazon-apigateway extensions"
      accept=".json,.yaml,.yml,application/json,text/yaml"
      onFiles={([file]) => file && void read(file)}
      problem={problem}
    />
  );
}
