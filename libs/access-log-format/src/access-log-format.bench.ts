// What a line of an access log costs, in AWS's formats: to render, and with its part of a block of events.
// Prints one line of JSON: microseconds per line (median of rounds).
import { LogBatch } from '#libs/log-events';
import { compileAccessLogFormat, type LogVariable } from './index.js';

const ROUNDS = 21;
const LINES_PER_ROUND = 20_000;

interface Request {
  readonly id: string;
  readonly status: number;
  readonly userAgent: string;
  readonly path: string;
}

const plain = (read: (request: Request) => string | number | null): LogVariable<Request> => ({
  read,
  isPlain: true,
});
const variables: Readonly<Record<string, LogVariable<Request>>> = {
  requestId: plain(({ id }) => id),
  extendedRequestId: plain(({ id }) => id),
  'identity.sourceIp': plain(() => '203.0.113.7'),
  'identity.caller': { read: () => null },
  'identity.user': { read: () => null },
  requestTime: plain(() => '30/Nov/2026:10:05:24 +0000'),
  httpMethod: { read: () => 'GET' },
  resourcePath: { read: () => '/pets/{id}' },
  path: { read: ({ path }) => path },
  status: plain(({ status }) => status),
  protocol: { read: () => 'HTTP/1.1' },
  responseLength: plain(({ status }) => status * 7),
  'identity.userAgent': { read: ({ userAgent }) => userAgent },
};

const formats = {
  clf: '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId',
  json: '{"requestId":"$context.requestId","extendedRequestId":"$context.extendedRequestId","ip":"$context.identity.sourceIp","caller":"$context.identity.caller","user":"$context.identity.user","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath","status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength"}',
  csv: '$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,$context.httpMethod,$context.resourcePath,$context.protocol,$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId',
  xml: '<request id="$context.requestId"><ip>$context.identity.sourceIp</ip><agent>$context.identity.userAgent</agent><path>$context.path</path><status>$context.status</status></request>',
};

const requests: Request[] = Array.from({ length: 1000 }, (_, index) => ({
  id: `c6af9ac6-7b61-11e6-9a41-93e8dead${String(index).padStart(4, '0')}`,
  status: 200 + (index % 3),
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
  path: `/dev/pets/${index}`,
}));
const stream = { accountId: '000000000000', region: 'us-east-1', group: 'access', stream: 'f'.repeat(32) };

function microsecondsPerLine(work: (request: Request) => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    for (let line = 0; line < LINES_PER_ROUND; line++) work(requests[line % requests.length]!);
    return ((performance.now() - started) * 1000) / LINES_PER_ROUND;
  });
  return +rounds.sort((one, other) => one - other)[ROUNDS >> 1]!.toFixed(2);
}

const measured = Object.entries(formats).map(([name, format]) => {
  const { render } = compileAccessLogFormat(format, (variable) => variables[variable] ?? null);
  const batch = new LogBatch(() => undefined);
  let chars = 0;
  const rendered = microsecondsPerLine((request) => (chars += render(request).length));
  const batched = microsecondsPerLine((request) => batch.write(stream, 1, render(request)));
  return [name, { rendered, batched, chars: chars > 0 }] as const;
});
process.stdout.write(`${JSON.stringify(Object.fromEntries(measured))}\n`);
