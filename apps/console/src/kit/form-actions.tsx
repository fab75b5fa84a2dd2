import { Button, Group, Text } from '@mantine/core';

export interface FormActionsProps {
  readonly isChanged: boolean;
  readonly isReady?: boolean;
  readonly onReview: () => void;
  readonly onReset: () => void;
}

/** Below the fields of what is there already: on to the review, or back to how it is. */
export function FormActions({ isChanged, isReady = true, onReview, onReset }: FormActionsProps) {
  return (
    <Group gap="sm">
      <Button onClick={onReview} disabled={!isChanged || !isReady}>
        Review changes
      </Button>
      <Button variant="default" onClick={onReset} disabled={!isChanged}>
        Reset
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {isChanged ? 'Not saved yet' : ''}
      </Text>
    </Group>
  );
}
