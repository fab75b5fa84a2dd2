import { Center, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyProps {
  readonly title: string;
  /** What to do first, in a sentence or two. */
  readonly first: ReactNode;
  readonly actions?: ReactNode;
}

/** In place of a list that has nothing: why that is so, and what to do first. */
export function Empty({ title, first, actions }: EmptyProps) {
  return (
    <Center p="xl">
      <Stack gap="xs" align="center" maw={520}>
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center" component="div">
          {first}
        </Text>
        {actions !== undefined && (
          <Group gap="xs" mt="sm" justify="center">
            {actions}
          </Group>
        )}
      </Stack>
    </Center>
  );
}
