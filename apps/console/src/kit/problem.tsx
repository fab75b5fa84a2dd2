import { Alert, Button, Stack, Text } from '@mantine/core';
import { explain } from './advice.js';

/** A failure in the service's own words, with what to do. */
export function Problem({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { title, text, advice } = explain(error);
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" className="breaks">
          {text}
        </Text>
        {advice !== null && <Text size="sm">{advice}</Text>}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
