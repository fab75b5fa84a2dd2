import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Problem } from './problem.js';

export interface FormDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly onClose: () => void;
  /** What was typed, by the fields' names. True: done, and the dialog closes. */
  readonly onSubmit: (field: (name: string) => string) => Promise<boolean>;
  readonly children: ReactNode;
}

/** Fields in a dialog. What was typed stays when the change is left, refused, or the session ends. */
export function FormDialog({ title, submit, onClose, onSubmit, children }: FormDialogProps) {
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
    <Modal opened onClose={onClose} title={title} size="md" closeOnClickOutside={false}>
      <form
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault();
          void submitted(event.currentTarget);
        }}
      >
        <Stack gap="sm">
          {children}
          {error !== null && <Problem error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">{submit}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
