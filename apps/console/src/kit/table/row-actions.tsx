import { Button, Group } from '@mantine/core';

export interface RowActionsProps {
  /** Of the row, for who hears the buttons and does not see where they stand. */
  readonly name: string;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** Buttons at the end of a row; their column is `11rem` wide. */
export const RowActions = ({ name, onEdit, onDelete }: RowActionsProps) => (
  <Group gap={4} wrap="nowrap">
    <Button size="compact-xs" variant="light" onClick={onEdit} aria-label={`Edit ${name}`}>
      Edit
    </Button>
    <Button size="compact-xs" variant="light" color="red" onClick={onDelete} aria-label={`Delete ${name}`}>
      Delete
    </Button>
  </Group>
);
