import { Alert, Anchor, Center, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../session/use-session.js';
import iconUrl from './icon.svg';
import { SignInForm } from './sign-in-form.js';

/** The door: what this is, how to sign in, and where credentials come from. */
export function SignInPage() {
  const session = useSession();
  useEffect(() => {
    document.title = 'Sign in · Tollgate';
  }, []);
  const notice = session.state === 'signed out' ? session.notice : null;
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="100%" maw={420} gap="lg">
        <Group gap="sm">
          <img src={iconUrl} width={36} height={36} alt="" />
          <Title order={1} size="h2">
            Tollgate
          </Title>
        </Group>
        {notice && (
          <Alert color="orange" title="The link did not sign you in" role="alert">
            {notice}
          </Alert>
        )}
        <Paper withBorder p="lg">
          <SignInForm />
        </Paper>
        <Text size="sm" c="dimmed" component="div">
          <Code>npm run console</Code> prints a link that signs in once; <Code>npm run credentials</Code> the
          keys of the root user. Users of their own, with policies, are made as{' '}
          <Anchor href="/_tollgate/docs" size="sm">
            IAM makes them
          </Anchor>
          .
        </Text>
      </Stack>
    </Center>
  );
}
