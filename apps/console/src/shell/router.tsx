import { Button, Skeleton, Stack } from '@mantine/core';
import { createRouter, Link } from '@tanstack/react-router';
import { Empty } from '../kit/empty.js';
import { Problem } from '../kit/problem.js';
import { rootRoute } from '../kit/root-route.js';
import { pageRoutes } from '../pages/routes.js';
import { Frame } from './frame.js';

rootRoute.update({ component: Frame });

/** Every page by its path, each loaded when it is first gone to. */
export const router = createRouter({
  routeTree: rootRoute.addChildren(pageRoutes),
  basepath: import.meta.env.BASE_URL,
  defaultPreload: 'intent',
  defaultPendingComponent: () => (
    <Stack gap="sm" aria-busy="true" aria-label="Loading">
      <Skeleton height={36} width="40%" />
      <Skeleton height={200} />
    </Stack>
  ),
  defaultErrorComponent: ({ error, reset }) => <Problem error={error} retry={reset} />,
  defaultNotFoundComponent: () => (
    <Empty
      title="There is no such page"
      first="The address may be of an older version, or mistyped."
      actions={
        <Button component={Link} to="/">
          To the overview
        </Button>
      }
    />
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
