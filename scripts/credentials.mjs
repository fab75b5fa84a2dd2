// `npm run credentials -- new-root [--account 210987654321] [--profile name]`: prints a key of an account's
// root. Standard output is the section's alone, to be appended to a file.
import { ensureReady } from './ensure-ready.mjs';

console.log = console.error;
await ensureReady();
await import('../dist/apps/launcher/src/credentials/main.js');
