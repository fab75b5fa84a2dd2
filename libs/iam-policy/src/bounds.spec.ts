import { startStepCounter } from '#libs/testing';
import {
  awsPrincipal,
  compilePolicy,
  decide,
  parsePolicy,
  policyCharsMax,
  workMax,
  type PolicyRequest,
} from './index.js';

const counter = startStepCounter();
afterAll(() => counter.stop());

/** A step of the counter is less than a character compared: what a decision may cost at most, with room. */
const stepsMax = 12 * workMax;

const parsed = (statements: unknown) => {
  const { policy, fault } = parsePolicy({ Version: '2012-10-17', Statement: statements }, 'authorizer');
  if (policy === undefined) throw new Error(fault);
  return policy;
};
const compiled = (statements: unknown) => compilePolicy(parsed(statements), { name: 'p' });
const principal = awsPrincipal('arn:aws:iam::111122223333:user/ada');
const request = (resource: string, value?: string | string[]): PolicyRequest => ({
  action: 'execute-api:Invoke',
  resource,
  principal,
  contextValue: () => value,
});

const long = 'a'.repeat(10_000);
const hostile = `${'*a'.repeat(4000)}b*`;
const worst = `*${'a'.repeat(5000)}b*`;

test('hostile wildcards decide within the bound, by a deny that says why', () => {
  const statements = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Sid: 'Hostile', Effect: 'Allow', Action: '*', Resource: [hostile, worst] },
  ];
  const policy = compiled(statements);
  let decision;
  expect(counter.count(() => (decision = decide([policy], request(long))))).toBeLessThan(stepsMax);
  expect(decision).toEqual({
    effect: 'explicitDeny',
    statement: { policy: 'p', sid: 'Hostile', index: 1 },
    outOfWork: true,
  });
});

test.each([
  ['a condition', { StringLike: { k: worst } }],
  ['a negated condition', { StringNotLike: { k: worst } }],
  ['an ARN', { ArnLike: { k: `arn:*:*:*:*:${worst}` } }],
  ['a variable', { StringLike: { k: ['*', 'b', 'c'].map((end) => `*${'${k}'.repeat(50)}${end}*`) } }],
])('hostile wildcards in %s do, too', (_name, Condition) => {
  const policy = compiled(
    Array.from({ length: 40 }, () => ({ Effect: 'Allow', Action: '*', Resource: '*', Condition })),
  );
  const value = `arn:a:b:c:d:${long}`;
  expect(counter.count(() => decide([policy], request('*', value)))).toBeLessThan(stepsMax);
});

test('lists of values against lists of values do, too', () => {
  const numbers = Array.from({ length: 2000 }, (_, i) => `${i}`);
  const texts = numbers.map((each) => `v${each}`);
  const ranges = compiled({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { 'ForAllValues:NumericNotEquals': { k: numbers } },
  });
  expect(decide([ranges], request('*', texts)).outOfWork).toBe(true);
  // Exact texts are found without trying one after the other.
  const exact = compiled({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { 'ForAllValues:StringEquals': { k: texts } },
  });
  expect(decide([exact], request('*', [...texts].reverse())).effect).toBe('allow');
});

test('a thousand statements, wildcards and conditions decide well within it', () => {
  const policy = compiled(
    Array.from({ length: 1000 }, (_, i) => ({
      Effect: i % 2 === 0 ? 'Allow' : 'Deny',
      Action: 'execute-api:*',
      Resource: `arn:aws:execute-api:*:111122223333:*/GET/pets/${i}*`,
      Condition: { StringLike: { 'aws:UserAgent': '*curl*' } },
    })),
  );
  const resource = `arn:aws:execute-api:eu-west-1:111122223333:api1/prod/GET/${'a'.repeat(1500)}`;
  let decision;
  const steps = counter.count(() => (decision = decide([policy], request(resource, 'curl/8'))));
  expect(decision).toEqual({ effect: 'implicitDeny' });
  expect(steps).toBeLessThan(workMax);
});

test('two wildcards cost no more than one pattern times one text', () => {
  const steps = (n: number) =>
    counter.count(() =>
      decide(
        [compiled({ Effect: 'Allow', Action: '*', Resource: `${'*a'.repeat(n)}b*` })],
        request('a'.repeat(n)),
      ),
    );
  steps(10);
  expect(steps(800)).toBeLessThan(5 * steps(400));
});

describe('parsing takes steps in proportion to the length', () => {
  test.each<[string, (n: number) => string]>([
    [
      'statements',
      (n) => `{"Statement":[${'{"Effect":"Allow","Action":"a:b","Resource":"*"},'.repeat(n)}{}]}`,
    ],
    ['lines', (n) => `{"Statement":[${'\n{}\n,'.repeat(n)}{}]}`],
    ['members', (n) => `{${Array.from({ length: n }, (_, i) => `"${i}":1`).join(',')}}`],
    ['open variables', (n) => variablesPolicy('${a'.repeat(n))],
    ['spaces in variables', (n) => variablesPolicy(`\${a${' '.repeat(n)}`)],
    ['open defaults', (n) => variablesPolicy("${a, 'b".repeat(n))],
  ])('%s', (_name, text) => {
    const parseAndCompile = (document: string) => {
      const { policy } = parsePolicy(document, 'identity');
      if (policy) compilePolicy(policy, { name: 'p' });
    };
    const document = text(2000);
    expect(counter.count(() => parseAndCompile(document))).toBeLessThan(40 * document.length);
  });
});

function variablesPolicy(value: string): string {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringLike: { k: value } } };
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

test('a document that is too long is not read', () => {
  const text = `{"Version":"2012-10-17"${' '.repeat(policyCharsMax)}`;
  expect(counter.count(() => parsePolicy(text, 'identity'))).toBeLessThan(1000);
});
