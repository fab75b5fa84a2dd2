// `npm run dev`: as `npm start`, but from the sources, and each app starts again when a file that it uses
// changes.
import { ensureInstalled } from './ensure-ready.mjs';

ensureInstalled();
const runSources = new URL('../test/support/run-sources.mjs', import.meta.url);
await import(runSources.href);
// The apps inherit it.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import=${runSources.href}`.trim();
await import('../apps/launcher/src/main.ts');
