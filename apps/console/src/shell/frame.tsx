import { AppShell, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useIsFetching } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { navigation } from './navigation.js';
import { OfflineBanner } from './offline-banner.js';
import { SessionMenu } from './session-menu.js';
import iconUrl from './icon.svg';

/** The navigation at the left, who is signed in at the top, the page. */
export function Frame() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path, close]);
  const isLoading = useIsFetching({ predicate: ({ state }) => state.status === 'pending' }) > 0;
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <img src={iconUrl} width={24} height={24} alt="" />
            <Text fw={700}>Tollgate</Text>
          </Group>
          <SessionMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Main">
        <ScrollArea>
          {navigation.map(({ title, places }) => (
            <div key={title}>
              <Text size="xs" fw={600} c="dimmed" px="sm" pt="sm" pb={4}>
                {title}
              </Text>
              {places.map(({ label, to, icon: Icon }) => (
                <NavLink
                  key={to}
                  component={Link}
                  to={to}
                  label={label}
                  leftSection={<Icon size={18} aria-hidden="true" />}
                  active={isWithin(path, to)}
                  aria-current={isWithin(path, to) ? 'page' : undefined}
                />
              ))}
            </div>
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1} aria-busy={isLoading || undefined}>
        <OfflineBanner />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

/** Pages of APIs of version 2 have paths of their own, and are among the APIs, too. */
const isWithin = (path: string, to: string): boolean => {
  if (to === '/') return path === '/';
  return [to, ...(to === '/apis' ? ['/v2'] : [])].some(
    (each) => path === each || path.startsWith(`${each}/`),
  );
};
