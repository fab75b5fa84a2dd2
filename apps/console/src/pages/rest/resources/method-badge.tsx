import { Badge } from '@mantine/core';

const colors: Readonly<Record<string, string>> = {
  GET: 'blue',
  HEAD: 'blue',
  POST: 'green',
  PUT: 'orange',
  PATCH: 'orange',
  DELETE: 'red',
};

/** A method's name in a frame of the colour of its kind. */
export const MethodBadge = ({ method }: { readonly method: string }) => (
  <Badge
    variant="outline"
    color={colors[method] ?? 'gray'}
    c="var(--mantine-color-text)"
    radius="sm"
    miw="4.75rem"
    size="sm"
  >
    {method}
  </Badge>
);
