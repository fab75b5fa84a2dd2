import { Button, Menu, NativeSelect, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { formatTime } from '../kit/formats.js';
import { sessionStore } from '../session/session-store.js';
import { useSession } from '../session/use-session.js';
import { regions } from './regions.js';

/** Who is signed in, which region is looked at, the colours, and the way out. */
export function SessionMenu() {
  const session = useSession();
  const queries = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (session.state !== 'signed in') return null;
  const signOut = async () => {
    await sessionStore.signOut();
    queries.clear();
  };
  return (
    <Menu width={260} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="xs" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
          {nameOf(session.arn)} · {session.region}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="xs" c="dimmed" px="sm" py={4} className="breaks">
          {session.arn}
          {session.expiresAtMs !== null && (
            <>
              <br />
              until {formatTime(new Date(session.expiresAtMs))}
            </>
          )}
        </Text>
        <NativeSelect
          label="Region"
          size="xs"
          px="sm"
          pb="xs"
          data={regions}
          value={session.region}
          onChange={({ currentTarget }) => {
            sessionStore.useRegion(currentTarget.value);
            void queries.resetQueries();
          }}
        />
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Colours"
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'System' },
          ]}
          value={colorScheme}
          onChange={(value) => setColorScheme(value)}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** `ada` of `arn:aws:iam::000000000000:user/ada`. */
const nameOf = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;
