import { Button, FileButton, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import classes from './file-drop.module.css';

export interface FileDropProps {
  /** What to drop here, as a sentence. */
  readonly title: string;
  readonly hint: ReactNode;
  /** What the file dialog offers, as of `<input accept>`. What is dropped may be anything. */
  readonly accept: string;
  /** Several at once are taken; else the first. */
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  /** What is wrong with the last one. */
  readonly problem?: string | null;
}

/** Where files are dropped, or chosen by a button. */
export function FileDrop({ title, hint, accept, multiple = false, onFiles, problem }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  const take = (files: readonly File[]) => {
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
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
      <Text fw={500}>{title}</Text>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
      <FileButton
        multiple={multiple}
        accept={accept}
        onChange={(chosen: File | File[] | null) => take(chosen === null ? [] : [chosen].flat())}
      >
        {(props) => (
          <Button variant="default" {...props}>
            {multiple ? 'Choose files' : 'Choose a file'}
          </Button>
        )}
      </FileButton>
      {problem !== null && problem !== undefined && (
        <Text size="sm" c="red" role="alert" className="breaks">
          {problem}
        </Text>
      )}
    </div>
  );
}
