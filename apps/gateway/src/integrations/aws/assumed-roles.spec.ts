import { silentLogger } from '#libs/telemetry';
import { AssumedRoles, type RoleSession } from './assumed-roles.js';

const arn = 'arn:aws:iam::000000000000:role/r';
const minute = 60_000;

/** A clock, and an STS that answers on command. */
function startRoles() {
  const asked: { arn: string; give: (session: RoleSession) => void; refuse: (error: Error) => void }[] = [];
  const clock = { now: 1_000_000 };
  const roles = new AssumedRoles({
    assume: (role) =>
      new Promise((give, refuse) => {
        asked.push({ arn: role, give, refuse });
      }),
    log: silentLogger,
    now: () => clock.now,
  });
  const session = (accessKeyId: string, minutes = 60): RoleSession => ({
    credentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't' },
    expiresAtMs: clock.now + minutes * minute,
  });
  return { asked, clock, session, credentials: (role = arn) => roles.credentials(role, 'us-east-1') };
}

test('ten requests at once ask once, and later ones not at all', async () => {
  const { asked, session, credentials } = startRoles();
  const waiting = Array.from({ length: 10 }, () => credentials());
  expect(asked).toHaveLength(1);
  asked[0]!.give(session('first'));
  for (const each of waiting) expect(await each).toMatchObject({ accessKeyId: 'first' });
  expect(credentials()).toMatchObject({ accessKeyId: 'first' });
  expect(asked).toHaveLength(1);
});

test('each role has a session of its own', async () => {
  const { asked, session, credentials } = startRoles();
  const other = 'arn:aws:iam::000000000000:role/other';
  const both = [credentials(), credentials(other)];
  asked[0]!.give(session('mine'));
  asked[1]!.give(session('other'));
  expect(await both[0]).toMatchObject({ accessKeyId: 'mine' });
  expect(await both[1]).toMatchObject({ accessKeyId: 'other' });
  expect(asked.map((each) => each.arn)).toEqual([arn, other]);
});

test('shortly before its end a session is renewed behind requests that go on with it', async () => {
  const { asked, clock, session, credentials } = startRoles();
  const first = credentials();
  asked[0]!.give(session('first'));
  await first;
  clock.now += 56 * minute;
  expect(credentials()).toMatchObject({ accessKeyId: 'first' });
  expect(credentials()).toMatchObject({ accessKeyId: 'first' });
  expect(asked).toHaveLength(2);
  asked[1]!.give(session('second'));
  await new Promise(setImmediate);
  expect(credentials()).toMatchObject({ accessKeyId: 'second' });
});

test('when it cannot be renewed it serves to its end, and then requests fail', async () => {
  const { asked, clock, session, credentials } = startRoles();
  const first = credentials();
  asked[0]!.give(session('first'));
  await first;
  clock.now += 56 * minute;
  expect(credentials()).toMatchObject({ accessKeyId: 'first' });
  asked[1]!.refuse(new Error('away'));
  await new Promise(setImmediate);
  expect(credentials()).toMatchObject({ accessKeyId: 'first' });
  expect(asked).toHaveLength(2);
  clock.now += 4 * minute;
  const last = credentials();
  asked[2]!.refuse(new Error('still away'));
  await expect(last).rejects.toThrow('still away');
});

test('a refusal is kept for a second, so that it costs no call per request, and then forgotten', async () => {
  const { asked, clock, session, credentials } = startRoles();
  const first = credentials();
  asked[0]!.refuse(new Error('AccessDenied'));
  await expect(first).rejects.toThrow('AccessDenied');
  await expect(credentials()).rejects.toThrow('AccessDenied');
  expect(asked).toHaveLength(1);
  clock.now += 1_000;
  const second = credentials();
  asked[1]!.give(session('at last'));
  expect(await second).toMatchObject({ accessKeyId: 'at last' });
});
