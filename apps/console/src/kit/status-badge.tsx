import { Badge } from '@mantine/core';

/** A status code in a frame of its class; the digits are as dark as text. */
export const StatusBadge = ({ status, size }: { readonly status: number | string; readonly size?: 'lg' }) => (
  <Badge
    radius="sm"
    variant="outline"
    size={size}
    color={colors[Math.floor(Number(status) / 100)] ?? 'gray'}
    c="var(--mantine-color-text)"
  >
    {status}
  </Badge>
);

const colors: Readonly<Record<number, string>> = { 2: 'green', 3: 'blue', 4: 'orange', 5: 'red' };
