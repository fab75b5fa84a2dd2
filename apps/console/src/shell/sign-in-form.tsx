import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Problem } from '../kit/problem.js';
import { sessionStore } from '../session/session-store.js';

/** Access key and secret, for which STS gives a session; neither is kept. */
export function SignInForm({ hint }: { readonly hint?: string }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!window.isSecureContext)
    return (
      <Alert color="orange" title="This address is not secure" role="alert">
        Browsers sign on HTTPS and on localhost alone. Open the console by https://, or through a tunnel such
        as <code>ssh -L 4000:127.0.0.1:4000 host</code> at http://localhost:4000.
      </Alert>
    );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const typed = (name: string) => (fields.get(name) as string).trim();
    setBusy(true);
    setError(null);
    try {
      await sessionStore.signIn({
        accessKeyId: typed('accessKeyId'),
        secretAccessKey: typed('secretAccessKey'),
        ...(typed('sessionToken') !== '' && { sessionToken: typed('sessionToken') }),
      });
      form.reset();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {hint !== undefined && <Text size="sm">{hint}</Text>}
        <TextInput
          name="accessKeyId"
          label="Access key ID"
          required
          autoComplete="username"
          spellCheck={false}
        />
        <PasswordInput
          name="secretAccessKey"
          label="Secret access key"
          required
          autoComplete="current-password"
        />
        <PasswordInput
          name="sessionToken"
          label="Session token"
          description="Of temporary credentials only"
          autoComplete="off"
        />
        <Text size="xs" c="dimmed">
          A session lasts an hour for a root user, 12 hours for others. Then this form comes again, and what
          was typed on the page is still there.
        </Text>
        {error !== null && <Problem error={error} />}
        <Button type="submit" loading={isBusy}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
