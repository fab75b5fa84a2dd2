import { sealDocument } from '#libs/snapshot-format';
import { AcmeChallenges } from '../snapshots/acme-challenges.js';
import { answerChallenge } from './acme-challenge.js';

const challenges = new AcmeChallenges();
const put = (token: string, untilMs: number) =>
  challenges.handler.put({
    seq: 1,
    ...sealDocument('acme-challenge', token, {
      token,
      domainName: 'api.example.com',
      keyAuthorization: `${token}.print`,
      untilMs,
    }),
  });
put('known', Date.now() + 3_600_000);
put('over', Date.now() - 1);

const prefix = '/.well-known/acme-challenge/';
const ask = (target: string, host = 'api.example.com', sentMethod = 'GET') =>
  answerChallenge(challenges, { sentMethod, host, target });

test.each(['api.example.com', 'API.example.com', 'api.example.com:80'])(
  'a known token is answered at %s',
  (host) => {
    expect(ask(`${prefix}known`, host)).toMatchObject({ status: 200, body: 'known.print' });
  },
);

test.each([
  ['another token', `${prefix}unknown`],
  ['no token', prefix],
  ['a token with more behind it', `${prefix}known/x`],
  ['a token with a query', `${prefix}known?x`],
  ['a token whose time is over', `${prefix}over`],
  ['a member of every object', `${prefix}__proto__`],
  ['another address', '/x/.well-known/acme-challenge/known'],
  ['another host', `${prefix}known`, 'other.example.com'],
  ['a host below it', `${prefix}known`, 'x.api.example.com'],
  ['another method', `${prefix}known`, 'api.example.com', 'POST'],
])('%s is not', (_, ...asked) => {
  expect(ask(...(asked as [string]))).toBeNull();
});

test('when the document goes nothing is answered any more', () => {
  for (const name of ['known', 'over'])
    challenges.handler.put({ seq: 2, kind: 'acme-challenge', name, digest: '', body: null });
  expect([challenges.isEmpty, ask(`${prefix}known`)]).toEqual([true, null]);
});
