import { Button, FileButton, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { formatBytes } from '../../kit/formats.js';
import { outlineOf } from './document-outline.js';
import type { ImportedDocument } from './import-change.js';
import classes from './document-drop.module.css';

/** AWS page "Amazon API Gateway important notes": definitions of up to 6 MB. */
const largest = 6 * 1024 * 1024;

/** Where a document is dropped, or chosen by a button. */
export function DocumentDrop({ onDocument }: { readonly onDocument: (document: ImportedDocument) => void }) {
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File | null | undefined) => {
    if (!file) return;
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
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={classes.drop}
      data-over={isOver ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={32} aria-hidden="true" />
      <Text fw={500}>Drop an OpenAPI document here</Text>
      <Text size="sm" c="dimmed">
        Swagger 2.0 or OpenAPI 3.0, JSON or YAML, with or without x-amazon-apigateway extensions
      </Text>
      <FileButton onChange={(file) => void read(file)} accept=".json,.yaml,.yml,application/json,text/yaml">
        {(props) => (
          <Button variant="default" {...props}>
            Choose a file
          </Button>
        )}
      </FileButton>
      {problem !== null && (
        <Text size="sm" c="red" role="alert" className="breaks">
          {problem}
        </Text>
      )}
    </div>
  );
}
