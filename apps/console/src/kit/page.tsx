import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  /** One line below the title: an id, an address, what the page is for. */
  readonly subtitle?: ReactNode;
  /** Pages above this one, the outermost first. */
  readonly above?: readonly { readonly label: string; readonly to: string }[];
  /** Buttons at the title's right. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page's heading, its place, what can be done here, and what it shows. */
export function Page({ title, subtitle, above = [], actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Tollgate`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" gap="md">
        <Stack gap={4} miw={0}>
          {above.length > 0 && (
            <Breadcrumbs separatorMargin={6} aria-label="Pages above this one">
              {above.map(({ label, to }) => (
                <Anchor key={to} component={Link} to={to} size="sm">
                  {label}
                </Anchor>
              ))}
            </Breadcrumbs>
          )}
          <Title order={1} size="h2" className="breaks">
            {title}
          </Title>
          {subtitle !== undefined && (
            <Text c="dimmed" size="sm" component="div" className="breaks">
              {subtitle}
            </Text>
          )}
        </Stack>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
