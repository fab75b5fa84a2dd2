import type { ConnectionEvent, ConnectionFacts } from '../invocation/connection-event.js';
import type { Invocation } from '../invocation/invocation.js';
import { RequestRecord } from '../invocation/record/request-record.js';
import { logVariable } from './log-variables.js';

const connection: ConnectionFacts = {
  connectionId: 'R0oXAdfD0kwCH6w=',
  apiId: 'w1',
  stageName: 'chat',
  connectedAtMs: 1_700_000_000_123,
  domainName: 'w1.execute-api.localhost',
  sourceIp: '192.0.2.7',
  userAgent: 'browser',
  tokenExpiresAtMs: null,
  found: null,
};
const event = (members: Partial<ConnectionEvent>): ConnectionEvent => ({
  type: 'MESSAGE',
  connection,
  messageId: null,
  disconnectStatusCode: null,
  disconnectReason: null,
  ...members,
});

function valueOf(name: string, members: Partial<ConnectionEvent> | null): string | number | null {
  const record = new RequestRecord('r');
  const happened = members && event(members);
  record.eventType = happened?.type ?? null;
  record.httpMethod = 'GET';
  record.protocol = 'HTTP/1.1';
  record.invocation = {
    event: happened,
    request: { rawHeaders: [] },
    address: { custom: null, stageName: 'chat', path: '' },
    authorizer: { principalId: 'ann', room: '7' },
  } as unknown as Invocation;
  const variable = logVariable(name)!;
  return 'constant' in variable ? variable.constant : variable.read(record);
}

test.each<[string, Partial<ConnectionEvent>, string | number | null]>([
  ['eventType', { type: 'CONNECT' }, 'CONNECT'],
  ['connectionId', {}, 'R0oXAdfD0kwCH6w='],
  ['connectedAt', {}, 1_700_000_000_123],
  ['messageDirection', {}, 'IN'],
  ['messageId', { messageId: 'JWEAEfqzoAMCF5w=' }, 'JWEAEfqzoAMCF5w='],
  ['messageId', { type: 'CONNECT' }, null],
  ['disconnectStatusCode', { type: 'DISCONNECT', disconnectStatusCode: 1001 }, 1001],
  ['disconnectReason', { type: 'DISCONNECT', disconnectReason: 'Going away' }, 'Going away'],
  ['authorizer.room', {}, '7'],
  ['identity.userAgent', {}, 'browser'],
  ['httpMethod', { type: 'CONNECT' }, 'GET'],
  ['httpMethod', {}, null],
  ['protocol', { type: 'DISCONNECT' }, null],
])('%s of %j is %j', (name, members, value) => {
  expect(valueOf(name, members)).toBe(value);
});

test('an event has one request id, which its client is shown; a request has none of a connection', () => {
  const record = new RequestRecord('r');
  record.eventType = 'MESSAGE';
  const requestId = logVariable('requestId')!;
  expect('constant' in requestId ? null : requestId.read(record)).toBe(record.extendedRequestId);
  for (const name of ['eventType', 'connectionId', 'messageId']) expect(valueOf(name, null)).toBeNull();
});
