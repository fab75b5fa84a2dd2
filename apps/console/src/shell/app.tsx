import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ReviewProvider } from '../kit/review/use-review.js';
import { styleNonce } from '../kit/style-nonce.js';
import { queries } from './queries.js';
import { router } from './router.js';
import { SessionGate } from './session-gate.js';
import { theme } from './theme.js';

/** All of the console: colours, the session at the door, what is read, the pages. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queries}>
        <SessionGate>
          <ReviewProvider>
            <RouterProvider router={router} />
          </ReviewProvider>
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
