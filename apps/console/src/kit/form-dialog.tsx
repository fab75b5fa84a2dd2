import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Problem } from './problem.js';

export interface FormDialogProps {
  readonly title: string;
  readonly submit: string;
  /** Whether it can be submitted yet. */
  readonly isReady?: boolean;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly onClose: () => void;
  /** What was typed, by the fields' names. True: done, and the dialog closes. */
  readonly onSubmit: (field: (name: string) => string) => Promise<boolean>;
  readonly children: ReactNode;
}

/** Fields in a dialog. What was typed stays when the change is left, refused, or the session ends. */
export function FormDialog(props: FormDialogProps) {
  const { title, submit, isReady = true, size = 'md', onClose, onSubmit, children } = props;
  const [error, setError] = useState<unknown>(null);
  const submitted = async (form: HTMLFormElement) => {
    const fields = new FormData(form);
    setError(null);
    try {
      if (await onSubmit((name) => ((fields.get(name) as string | null) ?? '').trim())) onClose();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeOnClickOutside={false}>
      <form
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault();
          if (isReady) void submitted(event.currentTarget);
        }}
      >
        <Stack gap="sm">
          {children}
          {error !== null && <Problem error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!isReady}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
