// `npm run console`: prints a link to the console that signs in once, within 15 minutes.
import { ensureReady } from './ensure-ready.mjs';

// Standard output is the link's alone.
console.log = console.error;
await ensureReady();
await import('../dist/apps/launcher/src/console/main.js');
