import { Skeleton, Stack } from '@mantine/core';

/** Lines of grey that keep the place of what comes, so that nothing jumps. */
export const Loading = ({ lines = 4 }: { readonly lines?: number }) => (
  <Stack gap="xs" aria-busy="true" aria-label="Loading">
    {Array.from({ length: lines }, (_, line) => (
      <Skeleton key={line} height={28} />
    ))}
  </Stack>
);
