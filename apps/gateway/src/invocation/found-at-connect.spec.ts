import type { ContextRecord } from '#libs/mapping-templates';
import type { ConnectionEvent } from './connection-event.js';
import { foundAtConnect } from './found-at-connect.js';
import type { Invocation } from './invocation.js';

const event = (): ConnectionEvent =>
  ({ type: 'CONNECT', connection: { tokenExpiresAtMs: null, found: null } }) as ConnectionEvent;

const connect = (members: Partial<Invocation>): Invocation =>
  ({
    authorizer: null,
    signer: null,
    apiKeyValue: null,
    apiKeyId: null,
    usagePlanId: null,
    event: event(),
    ...members,
  }) as Invocation;

test('who nobody has authorized is known by nothing', () => {
  expect(foundAtConnect(connect({}))).toEqual({
    authorizer: null,
    principalId: null,
    signer: null,
    apiKeyId: null,
    usagePlanId: null,
    apiKeyDigest: null,
    names: null,
  });
});

test('of a key its digest is kept, and not its value', () => {
  const found = foundAtConnect(
    connect({ apiKeyValue: 'abcdefghijklmnopqrst', apiKeyId: 'key0000001', usagePlanId: 'plan01' }),
  );
  expect(found.apiKeyDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(found)).not.toContain('abcdefghij');
});

test('an authorizer says whom to deny, and by `exp` until when its caller is known', () => {
  const authorizer: ContextRecord = { principalId: 'ann', sub: 'ann-1', jti: 'token-1', exp: '1800000000' };
  const invocation = connect({ authorizer });
  expect(foundAtConnect(invocation)).toMatchObject({
    principalId: 'ann',
    names: [
      { type: 'jti', value: 'token-1' },
      { type: 'sub', value: 'ann-1' },
      { type: 'principal', value: 'ann' },
    ],
  });
  expect(invocation.event!.connection.tokenExpiresAtMs).toBe(1_800_000_000_000);
});

test.each([['soon'], [''], [-1], [true], [null], ['1e9'], [Infinity]])('exp: %j is no time', (exp) => {
  const invocation = connect({ authorizer: { principalId: 'ann', exp } });
  foundAtConnect(invocation);
  expect(invocation.event!.connection.tokenExpiresAtMs).toBeNull();
});

test('when a signature ends is not what an authorizer says', () => {
  const invocation = connect({ authorizer: { exp: 1_800_000_000 } });
  invocation.event!.connection.tokenExpiresAtMs = 5;
  foundAtConnect(invocation);
  expect(invocation.event!.connection.tokenExpiresAtMs).toBe(5);
});
