// Writes docs/ERRORS.md from the tables in the code. With --check it writes nothing and exits 1 when the document is another.
import { readFile, writeFile } from 'node:fs/promises';
import { ensureReady } from './ensure-ready.mjs';

await ensureReady();
const { errorStatuses } = await import('../dist/libs/aws-wire/src/index.js');
const { diagnosticCodes } = await import('../dist/libs/snapshot-compiler/src/index.js');
const { gatewayResponseTypes } = await import('../dist/libs/gateway-responses/src/index.js');

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map(
      (row) =>
        `| ${row.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`,
    )
    .join('\n');

const document = `# Errors

Every code that a person can meet, by who meets it. Written by \`npm run errors\` from the tables in the code; CI fails when it is stale.

## Callers of the management API
The name stands in the header \`x-amzn-ErrorType\`, the text in the body's \`message\`. Nothing has changed when one of these comes back.

${table(
  ['error', 'status', 'retry'],
  Object.entries(errorStatuses).map(([name, status]) => [
    `\`${name}\``,
    status,
    status === 429 || status >= 500
      ? 'after the time in Retry-After, or a second'
      : 'not without changing the request',
  ]),
)}

## Authors of APIs: diagnostics of the compiler
\`CreateDeployment\` answers 400 with the message of the first error; nothing is deployed then.

${table(
  ['code', 'severity', 'meaning', 'what to check'],
  Object.entries(diagnosticCodes).map(([code, { severity, meaning, check }]) => [
    `\`${code}\``,
    severity,
    meaning,
    check,
  ]),
)}

## Callers of an API: answers that the gateway makes itself
By gateway response type, with the status and text it has unless the API customises it. The request id of the answer finds the reason in the gateway's log. An \`INTEGRATION_FAILURE\` of a backend that was reached, but gave no answer that can be understood, is a 502.

${table(
  ['type', 'status', 'x-amzn-ErrorType', 'message'],
  Object.entries(gatewayResponseTypes).map(([type, row]) => [
    `\`${type}\``,
    row.servedStatusCode ?? row.statusCode ?? 'as the type that falls back to it',
    row.errorName,
    row.message ?? '',
  ]),
)}
`;

const path = 'docs/ERRORS.md';
const present = await readFile(path, 'utf8').catch(() => '');
if (present === document) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(`${path} is not what the tables in the code say; run npm run errors`);
  process.exit(1);
}
await writeFile(path, document);
