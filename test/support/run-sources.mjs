// Runs TypeScript sources in a child process without a build, for tests that kill processes:
//   node --conditions=tollgate-source --import ./test/support/run-sources.mjs libs/x/src/y.ts
import { register } from 'node:module';

register('./run-sources-hooks.mjs', import.meta.url);
