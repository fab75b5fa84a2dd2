// `npm start`: installs and builds what is missing, then becomes the launcher (same process, so that signals
// reach it directly).
import { ensureReady } from './ensure-ready.mjs';

await ensureReady();
await import('../dist/apps/launcher/src/main.js');
