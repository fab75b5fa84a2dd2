// Writes docs/ERRORS.md from the tables in the code. With --check it writes nothing and exits 1 when the
// document is another.
import { readFile, writeFile } from 'node:fs/promises';
import { ensureReady } from './ensure-ready.mjs';

await ensureReady();
const {
  acm,
  cloudtrail,
  cloudwatch,
  errorStatuses,
  iam,
  logs,
  queryErrorStatuses,
  queryNames,
  sts,
  targetErrorStatuses,
} = await import('../dist/libs/aws-wire/src/index.js');
const { diagnosticCodes } = await import('../dist/libs/snapshot-compiler/src/index.js');
const { gatewayResponseTypes } = await import('../dist/libs/gateway-responses/src/index.js');
const { headReasons } = await import('../dist/apps/gateway/src/refusals/head-reasons.js');
const { rejectionReasons } = await import('../dist/apps/gateway/src/refusals/rejection-reasons.js');

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map(
      (row) =>
        `| ${row.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`,
    )
    .join('\n');

const withStatuses = (statuses) =>
  Object.entries(statuses)
    .map(([name, status]) => `\`${name}\` (${status})`)
    .join(', ');

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

Services beside API Gateway share the path \`/\`: the service that a call is signed for says whose it is, and in whose form it is refused. IAM and STS write errors as XML, under the names of their protocol:
${Object.entries(queryNames)
  .map(([name, query]) => `\`${query}\` for \`${name}\``)
  .join(', ')}; of the form itself ${withStatuses(queryErrorStatuses)}; and of their models
IAM's ${withStatuses(iam.errorStatuses)} and STS's ${withStatuses(sts.errorStatuses)}.
ACM, CloudWatch, CloudWatch Logs and CloudTrail write them as JSON or CBOR with the name in \`__type\`, answer 400 for whatever the client is to blame for, and for operations that are not served ${withStatuses(targetErrorStatuses)}. CloudWatch writes them as XML to clients that send forms,
and to others tells the code of the query protocol in \`x-amzn-query-error\`. Of their models ACM has ${withStatuses(acm.errorStatuses)}; CloudWatch ${withStatuses(cloudwatch.errorStatuses)}; CloudWatch Logs, where a broken constraint is an \`InvalidParameterException\`, ${withStatuses(logs.errorStatuses)}; CloudTrail ${withStatuses(cloudtrail.errorStatuses)}.

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
By gateway response type, with the status and text it has unless the API customises it. The request id of the answer finds the reason in the gateway's log, by the codes of the next section. An \`INTEGRATION_FAILURE\` of a backend that was reached, but gave no answer that can be understood, is a 502.

${table(
  ['type', 'status', 'x-amzn-ErrorType', 'message'],
  Object.entries(gatewayResponseTypes).map(([type, row]) => [
    `\`${type}\``,
    row.servedStatusCode ?? row.statusCode ?? 'as the type that falls back to it',
    row.errorName,
    row.message ?? '',
  ]),
)}

## Operators: why a gateway answered by itself
Every request that a gateway refuses is a line of level info in its log, \`a request was refused\`, with \`code\`, \`requestId\` (the \`x-amzn-RequestId\` of the answer), \`status\`,
\`detail\`, and as far as they are known \`apiId\`, \`stage\` and \`method\`; with \`comparison\`, what was compared and failed: of a signature the canonical request that was expected, and where the API has the tag \`tollgate:tell-reasons\` what of each policy statement did not match. Neither holds what a caller has sent.
The same tag tells callers the code, in \`x-tollgate-reason\`. Of one code at most 5 lines are written in a second and of all together at most 25, so that no attack fills the disk; how
many were left out follows as \`refused requests were left out of the log\` with \`code\` and \`leftOut\`. With \`TOLLGATE_LOG_LEVEL=debug\` every one is written.

Before an API is known, so that no API can customise the answer; the connection ends with it:

${table(
  ['code', 'status', 'meaning', 'what to check'],
  Object.entries(headReasons).map(([code, { status, meaning, check }]) => [
    `\`${code}\``,
    status,
    meaning,
    check,
  ]),
)}

In the pipeline, in the order of its steps:

${table(
  ['code', 'gateway response', 'status', 'meaning', 'what to check'],
  Object.entries(rejectionReasons).map(([code, { type, status, withoutApi, meaning, check }]) => [
    `\`${code}\``,
    `\`${type}\`${withoutApi ? ', not customised' : ''}`,
    status ?? gatewayResponseTypes[type].servedStatusCode,
    meaning,
    check,
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
