import { jest } from '@jest/globals';
import { clock } from '../wire/clock.js';
import { callWire } from '../wire/call-wire.js';
import { SessionExpired } from '../wire/errors.js';
import { GetRestApis } from '../wire/generated/apigateway.js';
import { sessionStore, type Session } from './session-store.js';

// A browser that keeps no keys, and a control plane that answers as this says.
const kept = new Map<string, string>();
let listed: () => Response;
const temporary = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' };
const states: Session['state'][] = [];

const stsSays = (action: string): Response =>
  new Response(
    action === 'GetSessionToken'
      ? `<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s1</SecretAccessKey><SessionToken>t1</SessionToken><Expiration>${new Date(clock.now() + 3_600_000).toISOString()}</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`
      : '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>000000000000</Account><Arn>arn:a</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>',
  );

/** By default keys make a link, which is taken for a session. */
const link = () => Response.json({ token: 'one', expiresAt: '' });
let linked = link;
const ofLink = (body: unknown) => ({
  accessKeyId: (JSON.parse(body as string) as { token: string }).token === 'one' ? 'ASIA1' : 'ASIA2',
  secretAccessKey: 's1',
  sessionToken: 't1',
  expiration: new Date(clock.now() + 3_600_000).toISOString(),
});
const noLinks = () =>
  Response.json(
    { message: 'User: x is not authorized to perform: tollgate:CreateSignInLink' },
    { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } },
  );

beforeAll(async () => {
  Object.assign(globalThis, {
    window: { isSecureContext: true },
    location: { origin: 'http://localhost', host: 'localhost', hash: '', pathname: '/', search: '' },
    sessionStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    },
    fetch: (url: string, { body }: { body?: Uint8Array }) => {
      if (url.endsWith('/restapis')) return Promise.resolve(listed());
      if (url.endsWith('/sign-in-links')) return Promise.resolve(linked());
      if (url.endsWith('/console/sessions')) return Promise.resolve(Response.json(ofLink(body)));
      return Promise.resolve(stsSays(/Action=(\w+)/.exec(new TextDecoder().decode(body))![1]!));
    },
  });
  Object.defineProperty(globalThis, 'navigator', {
    value: { locks: { request: () => Promise.resolve(), query: () => Promise.resolve({ held: [] }) } },
    configurable: true,
  });
  await sessionStore.start();
  sessionStore.subscribe(() => states.push(sessionStore.get().state));
});
beforeEach(() => {
  listed = () => new Response('{}');
  linked = link;
  states.length = 0;
});
afterEach(() => sessionStore.signOut());

const expired = () =>
  new Response('{"message":"The security token included in the request is expired"}', {
    status: 403,
    headers: { 'x-amzn-errortype': 'ExpiredTokenException' },
  });

test('without keys one is signed out, and nothing is called', async () => {
  expect(sessionStore.get().state).toBe('signed out');
  await expect(callWire(GetRestApis, {})).rejects.toThrow(SessionExpired);
});

test.each([
  ['by a link', link],
  ['by STS where a policy keeps links from them', noLinks],
])('keys are exchanged for a session %s, of which the secret is not kept', async (_, way) => {
  linked = way;
  await sessionStore.signIn({ accessKeyId: 'AKIA', secretAccessKey: 'never kept' });
  expect(sessionStore.get()).toMatchObject({ state: 'signed in', accountId: '000000000000', arn: 'arn:a' });
  const text = JSON.stringify([...kept]);
  expect(text).toContain('ASIA1');
  for (const secret of ['never kept', '"s1"', 'AKIA"']) expect(text).not.toContain(secret);
});

test('calls that find the session ended at once end it once, and another goes on', async () => {
  await sessionStore.signIn(temporary);
  listed = expired;
  states.length = 0;
  const calls = await Promise.allSettled([1, 2, 3].map(() => callWire(GetRestApis, {})));
  expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(states).toEqual(['expired']);
  expect(sessionStore.get()).toMatchObject({ state: 'expired', arn: 'arn:a' });
  expect(kept.has('tollgate-session')).toBe(false);
  listed = () => new Response('{"item":[]}');
  await sessionStore.signIn(temporary);
  expect(await callWire(GetRestApis, {})).toEqual({ items: [] });
});

test('a late answer to a session before does not end the one after it', async () => {
  await sessionStore.signIn(temporary);
  let answer!: (response: Response) => void;
  const late = new Promise<Response>((resolve) => (answer = resolve));
  listed = () => late as unknown as Response;
  const call = callWire(GetRestApis, {});
  // The keys that it is signed by are taken when it is made.
  await sessionStore.signIn(temporary);
  answer(expired());
  await expect(call).rejects.toThrow(SessionExpired);
  expect(sessionStore.get().state).toBe('signed in');
});

test('a session ends when its time is over, by the control plane’s clock', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  try {
    clock.offsetMs = 48 * 3_600_000;
    await sessionStore.signIn({ accessKeyId: 'AKIA', secretAccessKey: 's' });
    jest.advanceTimersByTime(3_590_000);
    expect(sessionStore.get().state).toBe('signed in');
    jest.advanceTimersByTime(20_000);
    expect(sessionStore.get().state).toBe('expired');
  } finally {
    jest.useRealTimers();
    clock.offsetMs = 0;
  }
});

test('another region is that of the calls behind it', async () => {
  await sessionStore.signIn(temporary);
  sessionStore.useRegion('eu-west-1');
  expect(sessionStore.get()).toMatchObject({ state: 'signed in', region: 'eu-west-1' });
  listed = expired;
  await expect(callWire(GetRestApis, {})).rejects.toThrow(SessionExpired);
  expect(sessionStore.get()).toMatchObject({ state: 'expired', region: 'eu-west-1' });
});
