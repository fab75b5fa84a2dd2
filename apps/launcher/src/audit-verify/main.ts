import { verifyExport } from './verify-export.js';

/** `npm run audit:verify`: says what is wrong with an export of audit events, if anything. */
verifyExport(process.argv.slice(2)).then(
  ({ lines, status }) => {
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
