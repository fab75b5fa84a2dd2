// Runs TypeScript sources without a build, for `npm run dev`, benches, and tests that kill processes:
//   node --import ./test/support/run-sources.mjs libs/x/src/y.ts
import { register } from 'node:module';

register('./run-sources-hooks.mjs', import.meta.url);
