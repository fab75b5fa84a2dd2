// `npm run explain -- <request id>`: prints why a request got its response, for a person.
import { ensureReady } from './ensure-ready.mjs';

console.log = console.error;
await ensureReady();
await import('../dist/apps/launcher/src/explain/main.js');
