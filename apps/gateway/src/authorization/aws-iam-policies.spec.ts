import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import {
  ada,
  root,
  codeOf,
  invalidToken,
  invoke,
  said,
  startSignedSystem,
  type SignedSystem,
} from '../testing/signed-api.js';
import { accountId, publishKey, publishPrincipal, sessionOf, signed } from '../testing/signing-callers.js';

let system: SignedSystem;
beforeAll(async () => {
  system = await startSignedSystem();
});
afterAll(() => system?.stop());

const call: SignedSystem['callSigned'] = (...given) => system.callSigned(...given);

describe('policies', () => {
  test('an explicit deny and a silence say who, what and with which account masked', async () => {
    const arn = (path: string) => `arn:aws:execute-api:us-east-1:********0000:a1b2c3d4e5/dev/GET/${path}`;
    const denied = await call('/dev/all/secret/1');
    expect(codeOf(denied)).toBe('policy.denied');
    expect(said(denied)).toEqual({
      status: 403,
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:iam::${accountId}:user/aidaada is not authorized to perform: execute-api:Invoke ` +
        `on resource: ${arn('all/secret/1')} with an explicit deny`,
    });
    publishKey(system, 'AKIANONE', 'AIDANONE');
    publishPrincipal(system, 'AIDANONE', []);
    await system.caughtUp();
    const silent = await call('/dev/', {}, 'AKIANONE');
    expect(codeOf(silent)).toBe('policy.not_allowed');
    expect(said(silent).message).toBe(
      `User: arn:aws:iam::${accountId}:user/aidanone is not authorized to perform: execute-api:Invoke on resource: ${arn('')}`,
    );
  });

  test('a root may do all in its own account, and nobody in another’s', async () => {
    expect((await call('/dev/all/secret/1', {}, root)).status).toBe(200);
    publishKey(system, 'AKIAOTHER', null, '222222222222');
    await system.caughtUp();
    expect(said(await call('/dev/', {}, 'AKIAOTHER')).name).toBe('AccessDeniedException');
  });

  test('conditions on the caller and the call', async () => {
    const condition = {
      StringEquals: { 'aws:username': 'aidaeve', 'aws:PrincipalTag/team': 'blue', 'aws:UserAgent': 'agent' },
      IpAddress: { 'aws:SourceIp': '127.0.0.0/8' },
      Bool: { 'aws:SecureTransport': 'false' },
      Null: { 'aws:TokenIssueTime': 'true' },
    };
    publishKey(system, 'AKIAEVE', 'AIDAEVE');
    const tags = [{ key: 'team', value: 'blue' }];
    publishPrincipal(system, 'AIDAEVE', [invoke('Allow', '*', { Condition: condition })], { tags });
    await system.caughtUp();
    const options = { headers: { 'user-agent': 'agent' } };
    expect((await call('/dev/', options, 'AKIAEVE')).status).toBe(200);
    expect((await call('/dev/', { headers: { 'user-agent': 'another' } }, 'AKIAEVE')).status).toBe(403);
  });

  test('$context.identity tells who called', async () => {
    expect((await call('/dev/who')).body).toBe(
      `${ada} ${accountId} AIDAADA AIDAADA arn:aws:iam::${accountId}:user/aidaada `,
    );
    const credentials = sessionOf(system);
    expect((await call('/dev/who', { credentials })).body).toBe(
      `${credentials.accessKeyId} ${accountId} AROAREADER:ann AROAREADER:ann arn:aws:sts::${accountId}:assumed-role/reader/ann `,
    );
  });

  test('the policies of a session limit it', async () => {
    const limit = JSON.stringify({
      Version: '2012-10-17',
      Statement: invoke('Allow', 'arn:aws:execute-api:*:*:*/*/GET/who'),
    });
    const credentials = sessionOf(system, { policies: [limit] });
    expect((await call('/dev/who', { credentials })).status).toBe(200);
    expect((await call('/dev/', { credentials })).status).toBe(403);
  });
});

test('a key that is taken back, or whose user is, stops working with the acknowledgement', async () => {
  publishKey(system, 'AKIAGONE', 'AIDAGONE');
  publishPrincipal(system, 'AIDAGONE', [invoke('Allow', '*')]);
  await system.caughtUp();
  expect((await call('/dev/', {}, 'AKIAGONE')).status).toBe(200);
  await system.acknowledged(system.controlPlane.publish('access-key', 'AKIAGONE', null));
  expect(said(await call('/dev/', {}, 'AKIAGONE'))).toEqual(invalidToken);
  await system.acknowledged(publishKey(system, 'AKIAGONE', 'AIDAGONE'));
  expect((await call('/dev/', {}, 'AKIAGONE')).status).toBe(200);
  await system.acknowledged(system.controlPlane.publish('principal', 'AIDAGONE', null));
  expect(said(await call('/dev/', {}, 'AKIAGONE'))).toEqual(invalidToken);
});

describe('what is published while a body comes counts', () => {
  /** `meanwhile`: when the head has been looked at, and of the body nothing is there. */
  async function sendSlowly(accessKeyId: string, meanwhile: () => Promise<void>) {
    const path = '/dev/all/a';
    const { headers } = signed(path, accessKeyId, { method: 'POST', body: 'late' });
    const sent = request({
      host: '127.0.0.1',
      port: system.gateway.httpPort,
      path,
      method: 'POST',
      headers: { ...headers, expect: '100-continue' },
    });
    sent.flushHeaders();
    await once(sent, 'continue');
    await meanwhile();
    sent.end('late');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return [response.statusCode, response.headers['x-tollgate-reason'] ?? null];
  }

  beforeEach(async () => {
    publishKey(system, 'AKIASLOW', 'AIDASLOW');
    publishPrincipal(system, 'AIDASLOW', [invoke('Allow', '*')]);
    await system.caughtUp();
  });

  const ways: [string, () => number | null, (number | string | null)[]][] = [
    ['nothing', () => null, [200, null]],
    [
      'the end of the key',
      () => system.controlPlane.publish('access-key', 'AKIASLOW', null),
      [403, 'signature.unknown_key'],
    ],
    [
      'the end of its user',
      () => system.controlPlane.publish('principal', 'AIDASLOW', null),
      [403, 'signature.unknown_key'],
    ],
    ['a denial', () => publishPrincipal(system, 'AIDASLOW', [invoke('Deny', '*')]), [403, 'policy.denied']],
  ];
  test.each(ways)('%s', async (_, publish, outcome) => {
    const before = system.backend.seen.length;
    const answered = await sendSlowly('AKIASLOW', async () => {
      const seq = publish();
      if (seq !== null) await system.acknowledged(seq);
    });
    expect(answered).toEqual(outcome);
    expect(system.backend.seen.length - before).toBe(outcome[0] === 200 ? 1 : 0);
  });
});
