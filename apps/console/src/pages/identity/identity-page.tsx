import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../kit/page.js';

interface IdentityPageProps {
  readonly tab: 'users' | 'policies' | 'roles';
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Users, policies and roles have one heading. */
export function IdentityPage({ tab, actions, children }: IdentityPageProps) {
  const navigate = useNavigate();
  return (
    <Page
      title="Users and policies"
      subtitle="Who may call the management API; callers of your APIs have keys and tokens instead"
      actions={actions}
    >
      <Tabs value={tab} onChange={(to) => void navigate({ to: `/identity/${to}` })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="users">Users</Tabs.Tab>
          <Tabs.Tab value="policies">Policies</Tabs.Tab>
          <Tabs.Tab value="roles">Roles</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          {children}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
