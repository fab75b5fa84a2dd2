import { createRootRoute } from '@tanstack/react-router';

/** Above every page; the shell gives it its frame. Groups of pages hang their routes below it. */
export const rootRoute = createRootRoute();
