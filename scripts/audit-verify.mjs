// `npm run audit:verify -- export.jsonl [--heads file]`: whether an export of audit events is as it was
// written. Asks no process and no database.
import { ensureReady } from './ensure-ready.mjs';

console.log = console.error;
await ensureReady();
await import('../dist/apps/launcher/src/audit-verify/main.js');
