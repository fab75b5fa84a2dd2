import { randomBytes } from 'node:crypto';
import {
  createSessionReader,
  createSessionSeal,
  newSessionAccessKeyId,
  type Session,
} from '#libs/session-tokens';
import type { PrincipalDocument } from '#libs/snapshot-format';
import { compilePolicies } from './compile-policies.js';
import type { ActivePrincipal, OpenedKey } from './published-identity.js';
import { Signers } from './signers.js';

const accountId = '111111111111';
const keys = new Map<string, OpenedKey>();
const principals = new Map<string, ActivePrincipal>();
const seal = createSessionSeal('token', randomBytes(32));
const signers = new Signers(
  { key: (id) => keys.get(id), principal: (id) => principals.get(id) },
  createSessionReader('token'),
);
beforeEach(() => {
  keys.clear();
  principals.clear();
});

function putKey(accessKeyId: string, principalId: string | null, secretAccessKey = 'secret'): void {
  keys.set(accessKeyId, {
    document: { accessKeyId, accountId, principalId, secretSealed: '' },
    secretAccessKey,
  });
}

function putPrincipal(change: Partial<PrincipalDocument> = {}): void {
  const document: PrincipalDocument = {
    principalId: 'AIDAADA',
    accountId,
    type: 'user',
    arn: `arn:aws:iam::${accountId}:user/ada`,
    name: 'ada',
    tags: [{ key: 'Team', value: 'blue' }],
    policies: [],
    ...change,
  };
  const policies = compilePolicies(document.policies, 'identity');
  principals.set(document.principalId, { document, policies: policies as ActivePrincipal['policies'] });
}

const session: Session = {
  accessKeyId: newSessionAccessKeyId(accountId, randomBytes),
  secretAccessKey: 'of the session',
  accountId,
  principal: {
    type: 'assumed-role',
    arn: `arn:aws:sts::${accountId}:assumed-role/reader/ann`,
    id: 'AROAREADER:ann',
    name: 'reader',
    tags: [],
  },
  issuedAtMs: 0,
  expiresAtMs: 3_600_000,
  policies: null,
  transitiveTagKeys: [],
  sourceIdentity: 'ann@example.com',
  isOperator: false,
};
const role = {
  principalId: 'AROAREADER',
  type: 'role',
  arn: `arn:aws:iam::${accountId}:role/service/reader`,
  name: 'reader',
} as const;

test('a key of a root is its account’s, and asks for no principal', () => {
  putKey('AKIAROOT', null);
  const signer = signers.find('AKIAROOT', undefined)!;
  expect(signer).toMatchObject({ accountId, arn: `arn:aws:iam::${accountId}:root`, id: accountId });
  expect(signer.identity).toHaveLength(1);
  expect(signer.conditionKeys.get('aws:principaltype')).toBe('Account');
  expect(signer.conditionKeys.has('aws:username')).toBe(false);
});

test('a key of a user is one with its tags and policies, and the same object until either changes', () => {
  putKey('AKIAADA', 'AIDAADA');
  putPrincipal();
  const signer = signers.find('AKIAADA', undefined)!;
  expect(signer.arn).toBe(`arn:aws:iam::${accountId}:user/ada`);
  expect(signer.conditionKeys.get('aws:principaltag/team')).toBe('blue');
  expect(signer.conditionKeys.get('aws:username')).toBe('ada');
  expect(signers.find('AKIAADA', undefined)).toBe(signer);
  putPrincipal({ name: 'eve' });
  expect(signers.find('AKIAADA', undefined)!.conditionKeys.get('aws:username')).toBe('eve');
  putKey('AKIAADA', 'AIDAADA', 'another');
  expect(signers.find('AKIAADA', undefined)!.secretAccessKey).toBe('another');
});

test('nobody signs by a key that is not here, nor by one whose user is not, or is of another account', () => {
  expect(signers.find('AKIAADA', undefined)).toBeUndefined();
  putKey('AKIAADA', 'AIDAADA');
  expect(signers.find('AKIAADA', undefined)).toBeUndefined();
  putPrincipal({ accountId: '222222222222' });
  expect(signers.find('AKIAADA', undefined)).toBeUndefined();
  putPrincipal({ type: 'role' });
  expect(signers.find('AKIAADA', undefined)).toBeUndefined();
});

test('a session is what its token says, as long as its role is here', () => {
  const token = seal.seal(session, randomBytes);
  const find = () => signers.find(session.accessKeyId, token);
  expect(find()).toBeUndefined();
  putPrincipal(role);
  const signer = find()!;
  expect(signer).toMatchObject({
    arn: session.principal.arn,
    id: 'AROAREADER:ann',
    secretAccessKey: 'of the session',
    expiresAtMs: 3_600_000,
  });
  expect(Object.fromEntries(signer.conditionKeys)).toMatchObject({
    'aws:principalarn': role.arn,
    'aws:principaltype': 'AssumedRole',
    'aws:tokenissuetime': '1970-01-01T00:00:00Z',
    'aws:multifactorauthpresent': 'false',
    'aws:sourceidentity': 'ann@example.com',
  });
  expect(find()).toBe(signer);
  putPrincipal(role);
  expect(find()).not.toBe(signer);
  principals.clear();
  expect(find()).toBeUndefined();
});

test('a token goes with its own key alone, and a key of a session never without', () => {
  putKey('AKIAROOT', null);
  putPrincipal(role);
  const token = seal.seal(session, randomBytes);
  expect(signers.find('AKIAROOT', token)).toBeUndefined();
  expect(signers.find(session.accessKeyId, undefined)).toBeUndefined();
  expect(signers.find(session.accessKeyId, token)).toBeDefined();
  const other = newSessionAccessKeyId(accountId, randomBytes);
  expect(signers.find(other, token)).toBeUndefined();
  expect(signers.find(session.accessKeyId, `${token.slice(0, -4)}AAAA`)).toBeUndefined();
});

test('a session whose limits cannot be read is nobody’s', () => {
  putPrincipal(role);
  const token = seal.seal({ ...session, policies: ['{}'] }, randomBytes);
  expect(signers.find(session.accessKeyId, token)).toBeUndefined();
});
