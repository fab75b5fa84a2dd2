import { Center, Loader, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSession } from '../session/use-session.js';
import { SignInForm } from './sign-in-form.js';
import { SignInPage } from './sign-in-page.js';

/**
 * Pages are for who is signed in. When a session ends under them they stay where they are, with all that was
 * typed, behind a dialog that signs in again.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const queries = useQueryClient();
  const wasExpired = useRef(false);
  useEffect(() => {
    if (wasExpired.current && session.state === 'signed in') void queries.invalidateQueries();
    wasExpired.current = session.state === 'expired';
  }, [session.state, queries]);
  switch (session.state) {
    case 'starting':
      return (
        <Center h="100vh">
          <Loader aria-label="Signing in" />
        </Center>
      );
    case 'signed out':
      return <SignInPage />;
    case 'expired':
    case 'signed in':
      return (
        <>
          {children}
          <Modal
            opened={session.state === 'expired'}
            onClose={() => undefined}
            withCloseButton={false}
            closeOnEscape={false}
            closeOnClickOutside={false}
            title="Your session has ended"
            zIndex={400}
          >
            <SignInForm hint="Sign in again to go on; what you typed stays where it is." />
          </Modal>
        </>
      );
  }
}
