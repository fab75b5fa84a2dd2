import * as iam from '../generated/iam/index.js';
import * as sts from '../generated/sts/index.js';
import { bindInput } from './bind-input.js';
import { formDepthMax, formParametersMax } from './form.js';
import type { Operation, Service } from './operation.js';

const bind = (operation: Operation, parameters: Readonly<Record<string, string>> | string) =>
  bindInput(operation, { body: new URLSearchParams(parameters).toString() });

const refusalOf = (operation: Operation, parameters: Readonly<Record<string, string>> | string): string => {
  const bound = bind(operation, parameters);
  return bound.ok ? 'none' : `${bound.error.status} ${bound.error.code}: ${bound.error.message}`;
};

test('structures, lists and numbers are read by the model, the rest is ignored', () => {
  const bound = bind(iam.CreateRole, {
    Action: 'CreateRole',
    Version: '2010-05-08',
    RoleName: 'reader',
    AssumeRolePolicyDocument: '{}',
    MaxSessionDuration: '3600',
    'Tags.member.2.Key': 'two',
    'Tags.member.2.Value': '',
    'Tags.member.1.Key': 'one',
    'Tags.member.1.Value': 'é',
    'Tags.member.1.Other': 'x',
    Unknown: 'x',
  });
  if (!bound.ok) throw new Error(bound.error.message);
  expect(bound.input).toBeInstanceOf(iam.CreateRoleRequest);
  expect({ ...bound.input }).toEqual({
    RoleName: 'reader',
    AssumeRolePolicyDocument: '{}',
    MaxSessionDuration: 3600,
    Tags: [
      { Key: 'one', Value: 'é' },
      { Key: 'two', Value: '' },
    ],
  });
});

test('a list without members is empty when it is named, and absent when it is not', () => {
  const user = { UserName: 'a' };
  expect(bind(iam.CreateUser, { ...user, Tags: '' })).toMatchObject({ ok: true, input: { Tags: [] } });
  expect(bind(iam.CreateUser, user)).not.toHaveProperty('input.Tags', expect.anything());
});

test.each([
  ['a name given twice', 'UserName=a&UserName=b', 'The parameter UserName is given more than once.'],
  [
    'a gap in a list',
    'UserName=a&Tags.member.2.Key=k&Tags.member.2.Value=v',
    'The members of Tags must be numbered from 1 on: Tags.member.1 is missing.',
  ],
  [
    'a member that nobody can count to',
    'UserName=a&Tags.member.99999999999.Key=k',
    'The members of Tags must be numbered from 1 on: Tags.member.1 is missing.',
  ],
  ['a list as one value', 'UserName=a&Tags=x', 'Tags must be a list of members.'],
  ['a list by another name', 'UserName=a&Tags.item.1.Key=k', 'Tags must be a list of members.'],
  ['a value as a structure', 'UserName.x=a', 'UserName must be one value.'],
  ['a structure as a value', 'UserName=a&Tags.member.1=x', 'Tags.member.1 must be a structure.'],
  [
    'a name too deep',
    `UserName=a&${'a.'.repeat(formDepthMax)}b=c`,
    `The name of a parameter may have ${formDepthMax} parts between dots.`,
  ],
  [
    'too many parameters',
    Array.from({ length: formParametersMax + 1 }, (_, index) => `a${index}=`).join('&'),
    `A request may have ${formParametersMax} parameters.`,
  ],
])('%s is refused', (_, form, message) => {
  expect(refusalOf(iam.CreateUser, form)).toBe(`400 MalformedInput: ${message}`);
});

test('a number that is none is refused', () => {
  for (const text of ['', 'abc', '1e3', '0x10', '1.5', '99999999999'])
    expect(refusalOf(sts.GetSessionToken, { DurationSeconds: text })).toBe(
      '400 MalformedInput: The value of DurationSeconds is not a valid integer.',
    );
});

test('names of prototypes are names like any other', () => {
  for (const name of ['__proto__', 'constructor.prototype.x', 'Tags.member.__proto__.Key', 'toString']) {
    bind(iam.CreateUser, `UserName=a&${name}=polluted`);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
  }
  expect(refusalOf(iam.CreateUser, 'UserName=a&__proto__.Path=x')).toBe('none');
});

test('broken constraints are listed as the service lists them', () => {
  expect(refusalOf(iam.CreateUser, {})).toBe(
    "400 ValidationException: 1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
  );
  expect(refusalOf(iam.CreateUser, { UserName: 'a'.repeat(65) })).toBe(
    `400 ValidationException: 1 validation error detected: Value '${'a'.repeat(65)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  );
  expect(refusalOf(iam.ListUsers, { MaxItems: '0' })).toBe(
    "400 ValidationException: 1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  );
  expect(
    refusalOf(iam.CreateUser, { UserName: 'a', 'Tags.member.1.Key': '{', 'Tags.member.1.Value': 'v' }),
  ).toBe(
    "400 ValidationException: 1 validation error detected: Value '{' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
  );
  expect(refusalOf(sts.AssumeRole, { RoleArn: 'x', RoleSessionName: ' ' })).toBe(
    '400 ValidationException: 3 validation errors detected: ' +
      "Value 'x' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; " +
      "Value ' ' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2; " +
      "Value ' ' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  );
});

test('of a list of texts all is said that its elements must be', () => {
  expect(
    refusalOf(iam.SimulateCustomPolicy, {
      'PolicyInputList.member.1': '{}',
      'ActionNames.member.1': 's3:GetObject',
      'ActionNames.member.2': 'a',
    }),
  ).toBe(
    "400 ValidationException: 1 validation error detected: Value '[s3:GetObject, a]' at 'actionNames' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 3]",
  );
});

test('IAM says in words of its own what a name must be, when nothing else is wrong', () => {
  const names = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
  expect(refusalOf(iam.CreateUser, { UserName: 'a/b' })).toBe(
    `400 ValidationException: The specified value for userName is invalid. ${names}`,
  );
  expect(refusalOf(iam.GetRolePolicy, { RoleName: 'r', PolicyName: ' ' })).toBe(
    `400 ValidationException: The specified value for policyName is invalid. ${names}`,
  );
  expect(refusalOf(iam.CreateUser, { UserName: '/'.repeat(65) })).toMatch(
    /^400 ValidationException: 1 validation error detected: .*less than or equal to 64$/,
  );
  expect(refusalOf(sts.AssumeRole, { RoleArn: 'a'.repeat(20), RoleSessionName: 'a/b' })).toMatch(/pattern/);
});

test('letters of every script may stand in a tag', () => {
  const tag = { UserName: 'a', 'Tags.member.1.Key': 'Größe', 'Tags.member.1.Value': 'большой 大' };
  expect(refusalOf(iam.CreateUser, tag)).toBe('none');
});

describe('what no model has had in an input yet', () => {
  const shapes: Service['shapes'] = {
    text: { type: 'string' },
    flag: { type: 'boolean' },
    time: { type: 'timestamp' },
    bytes: { type: 'blob' },
    factor: { type: 'double' },
    map: { type: 'map', value: 'text' },
  };
  const names = ['flag', 'time', 'bytes', 'factor', 'map'];
  const operation: Operation = {
    ...iam.CreateUser,
    service: { ...iam.service, shapes },
    members: names.map((name) => ({
      name,
      wireName: name,
      location: 'body',
      shape: name,
      required: false,
      sparse: false,
    })),
  };
  const read = (form: string): unknown => {
    const bound = bind(operation, form);
    return bound.ok ? Object.values<unknown>({ ...bound.input }).find((value) => value !== undefined) : null;
  };

  test('booleans, times, bytes, numbers and maps', () => {
    expect(read('flag=true')).toBe(true);
    expect(read('flag=false')).toBe(false);
    expect(read('time=2026-11-30T06:54:02Z')).toEqual(new Date('2026-11-30T06:54:02Z'));
    expect(read('time=1796021642')).toEqual(new Date(1796021642_000));
    expect(read('bytes=AAEC')).toEqual(new Uint8Array([0, 1, 2]));
    expect(read('factor=-1.5e2')).toBe(-150);
    const map = read('map.entry.1.key=__proto__&map.entry.1.value=x') as Record<string, string>;
    expect(Object.entries(map)).toEqual([['__proto__', 'x']]);
  });

  test.each([
    'flag=TRUE',
    'flag=1',
    'time=yesterday',
    'time=2026-13-40T00:00:00Z',
    'bytes=A',
    'bytes=A===',
    'factor=1e999',
    'factor=Infinity',
    'map.entry.1.key=a',
    'map.entry.1.value=a',
    'map.entry.1.key=a&map.entry.1.value=b&map.entry.2.key=a&map.entry.2.value=c',
  ])('%s is refused', (form) => {
    expect(read(form)).toBeNull();
  });
});
