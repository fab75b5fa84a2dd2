import { parsePolicy, type PolicyKind } from '../index.js';

const arn = 'arn:aws:execute-api:eu-west-1:111122223333:api1/*';
const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn };
const trusting = {
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const of = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const faultOf = (document: unknown, kind: PolicyKind, managed = false) =>
  parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), kind, { managed }).fault;

const syntax = 'Syntax errors in policy.';
const legacy = 'The policy failed legacy parsing';
const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

describe('what IAM says against an identity policy', () => {
  test.each<[string, unknown, string | undefined]>([
    ['nothing', of(allow), undefined],
    ['nothing, of a single statement', { Version: '2012-10-17', Statement: allow }, undefined],
    ['nothing, without a version', { Statement: allow }, undefined],
    ['nothing, in the older version', { Version: '2008-10-17', Statement: allow }, undefined],
    [
      'nothing, with all that it may have',
      { Id: 'i', ...of({ Sid: 'S1', ...allow, Condition: {} }) },
      undefined,
    ],
    ['nothing, of an unknown operator without keys', of({ ...allow, Condition: { Odd: {} } }), undefined],
    ['nothing, of resources without a name', of({ ...allow, Resource: ['*', 'arn:aws:sns'] }), undefined],
    ['no JSON', '{"Version"', syntax],
    [
      'a name twice',
      `{"Version":"2012-10-17","Statement":[],"Statement":[${JSON.stringify(allow)}]}`,
      syntax,
    ],
    ['a list', [], syntax],
    ['nothing in it', {}, syntax],
    ['a null', null, syntax],
    ['another version', { Version: '2012-10-18', Statement: allow }, syntax],
    ['an Id that is no text', { Id: 1, ...of(allow) }, syntax],
    ['no statements', of(), syntax],
    ['a null for statements', { Version: '2012-10-17', Statement: null }, syntax],
    ['a text for a statement', { Version: '2012-10-17', Statement: 'Allow' }, syntax],
    ['an unknown member', { ...of(allow), Comment: 'x' }, syntax],
    ['an unknown member of a statement', of({ ...allow, Comment: 'x' }), syntax],
    ['no effect', of({ ...allow, Effect: undefined }), syntax],
    ['an unknown effect', of({ ...allow, Effect: 'Maybe' }), syntax],
    ['an effect in another case', of({ ...allow, Effect: 'allow' }), legacy],
    ['a Sid that is no text', of({ ...allow, Sid: {} }), syntax],
    ['an action that is no text', of({ ...allow, Action: 1 }), syntax],
    ['a list in a list', of({ ...allow, Action: [['a:b']] }), syntax],
    ['Action and NotAction', of({ ...allow, NotAction: 'a:b' }), syntax],
    ['Resource and NotResource', of({ ...allow, NotResource: [] }), syntax],
    ['a condition that is a list', of({ ...allow, Condition: [] }), syntax],
    ['an unknown operator', of({ ...allow, Condition: { StringIs: { k: 'v' } } }), syntax],
    ['Null with IfExists', of({ ...allow, Condition: { NullIfExists: { k: 'true' } } }), syntax],
    [
      'two colons in an operator',
      of({ ...allow, Condition: { 'ForAnyValue::Bool': { k: 'true' } } }),
      syntax,
    ],
    ['a value that is an object', of({ ...allow, Condition: { Bool: { k: {} } } }), syntax],
    ['a principal', of({ ...allow, Principal: '*' }), 'Policy document should not specify a principal.'],
    [
      'a NotPrincipal',
      of({ ...allow, NotPrincipal: '*' }),
      'Policy document should not specify a principal.',
    ],
    ['a date that is none', of({ ...allow, Condition: { DateLessThan: { k: 'soon' } } }), legacy],
    ['a number that is none', of({ ...allow, Condition: { NumericEquals: { k: '0x10' } } }), legacy],
    ['a block that is none', of({ ...allow, Condition: { IpAddress: { k: '10.0.0.0/33' } } }), legacy],
    ['a boolean that is none', of({ ...allow, Condition: { Bool: { k: 'yes' } } }), legacy],
    ['an ARN without its account', of({ ...allow, Resource: 'arn:aws:s3::pets' }), legacy],
    ['an ARN without its service', of({ ...allow, Resource: 'arn:aws::::pets' }), legacy],
    [
      'a Sid with a dash',
      of({ ...allow, Sid: 'a-b' }),
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
    [
      'a Sid twice',
      of({ ...allow, Sid: 'A' }, { ...allow, Sid: 'A' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    ['no action', of({ ...allow, Action: undefined }), 'Policy statement must contain actions.'],
    ['no action in the list', of({ ...allow, Action: [] }), 'Policy statement must contain actions.'],
    ['no resource', of({ ...allow, Resource: undefined }), 'Policy statement must contain resources.'],
    ['no resource in the list', of({ ...allow, Resource: [] }), 'Policy statement must contain resources.'],
    ['an action without vendor', of({ ...allow, Action: 'Invoke' }), vendor],
    ['an empty action', of({ ...allow, Action: undefined, NotAction: '' }), vendor],
    [
      'an action without vendor before a lack of resources',
      of({ Effect: 'Allow', Action: 'Invoke' }),
      vendor,
    ],
    ['an empty vendor', of({ ...allow, Action: ':Get' }), 'Vendor  is not valid'],
    ['a vendor with a wildcard', of({ ...allow, Action: 's*:Get' }), 'Vendor s* is not valid'],
    ['two colons', of({ ...allow, Action: 'a:b:c' }), 'Actions/Condition can contain only one colon.'],
    ['a word', of({ ...allow, Resource: 'pets' }), 'Resource pets must be in ARN format or "*".'],
    ['an empty resource', of({ ...allow, Resource: '' }), 'Resource  must be in ARN format or "*".'],
    [
      'the first by name of two bad resources',
      of({ ...allow, Resource: ['dogs', 'cats'] }),
      'Resource cats must be in ARN format or "*".',
    ],
    [
      'an unknown partition',
      of({ ...allow, Resource: 'arn:aws2:s3:::pets' }),
      'Partition "aws2" is not valid for resource "arn:aws2:s3:::pets".',
    ],
    [
      'no partition',
      of({ ...allow, Resource: 's3::pets/*' }),
      'Partition "" is not valid for resource "arn::pets/*:*:*:*".',
    ],
    [
      'parts that are missing',
      of({ ...allow, Resource: 'aws:s3:::pets' }),
      'Partition "s3" is not valid for resource "arn:s3:::pets:*".',
    ],
    [
      'no service',
      of({ ...allow, Resource: 'arn:aws' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      'a region of IAM',
      of({ ...allow, Resource: 'arn:aws:iam:eu-west-1::user/a' }),
      'IAM resource arn:aws:iam:eu-west-1::user/a cannot contain region information.',
    ],
    [
      'a region of a bucket',
      of({ ...allow, Resource: 'arn:aws:s3:eu-west-1::pets' }),
      'Resource arn:aws:s3:eu-west-1::pets can not contain region information.',
    ],
    [
      'an unknown kind of IAM resource',
      of({ ...allow, Resource: 'arn:aws:iam:::pets' }),
      'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
    ],
  ])('%s', (_name, document, fault) => expect(faultOf(document, 'identity')).toBe(fault));

  const newer = 'Policy document must be version 2012-10-17 or greater.';
  test.each([
    [{ Statement: allow }, newer],
    [{ Version: '2008-10-17', Statement: { ...allow, Effect: 'allow' } }, newer],
    [of(allow), undefined],
  ])('a managed policy must say the newer version: %j', (document, fault) =>
    expect(faultOf(document, 'identity', true)).toBe(fault),
  );

  test('a session policy keeps to the same grammar', () =>
    expect(faultOf(of({ ...allow, Principal: '*' }), 'session')).toBe(
      'Policy document should not specify a principal.',
    ));
});

describe('what IAM says against a trust policy', () => {
  const { Principal: _, ...trustingNobody } = trusting;
  test.each<[unknown, string | undefined]>([
    [of(trusting), undefined],
    [{ Statement: trusting }, undefined],
    [
      of({
        ...trusting,
        Principal: { AWS: ['*', '111122223333'] },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      }),
      undefined,
    ],
    ['{', 'This policy contains invalid Json'],
    [{ Version: '1', Statement: trusting }, 'The policy must contain a valid version string'],
    [of(), 'Could not parse the policy: Statement is empty!'],
    [of({ ...trusting, Effect: undefined }), 'Missing required field Effect'],
    [of({ ...trusting, Effect: 'allow' }), 'Invalid effect: allow'],
    [of(trustingNobody), 'Missing required field Principal'],
    [of({ ...trusting, Principal: {} }), 'Missing required field Principal cannot be empty!'],
    [of({ ...trusting, Principal: '*' }), 'Principal must be a JSON object.'],
    [of({ ...trustingNobody, NotPrincipal: { AWS: '*' } }), 'Allow with NotPrincipal is not allowed.'],
    [
      of({ ...trustingNobody, Effect: 'Deny', NotPrincipal: { AWS: '*' } }),
      'AssumeRole policy must not contain NotPrincipal field.',
    ],
    [of({ ...trusting, Principal: { User: 'ada' } }), 'Invalid principal in policy: "User"'],
    [of({ ...trusting, Principal: { AWS: 'ada' } }), 'Invalid principal in policy: "AWS":"ada"'],
    [
      of({ ...trusting, Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/*"',
    ],
    [
      of({ ...trusting, Principal: { Service: 'lambda' } }),
      'Invalid principal in policy: "SERVICE":"lambda"',
    ],
    [of({ ...trusting, Action: [] }), 'Missing required field Action'],
    [of({ ...trusting, Action: '*' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    [
      of({ ...trusting, Action: 'sts:GetCallerIdentity' }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [of({ ...trusting, Resource: '*' }), 'Has prohibited field Resource'],
    [of({ ...trusting, NotResource: '*' }), 'AssumeRole policy must not contain resources.'],
    [
      of({ ...trusting, Sid: 'A' }, { ...trusting, Sid: 'A' }),
      'The Statement Ids in the policy are not unique',
    ],
    [of({ ...trusting, Comment: '' }), 'Syntax error in policy.'],
  ])('%j', (document, fault) => expect(faultOf(document, 'trust')).toBe(fault));
});

describe('what is said against a policy of a resource', () => {
  test.each<[unknown, string | undefined]>([
    [of({ ...allow, Principal: '*' }), undefined],
    [of({ ...allow, Principal: { AWS: '*' }, Resource: 'execute-api:/*' }), undefined],
    [of({ ...allow, Sid: 'With spaces', Principal: '*' }), undefined],
    [of({ ...allow, Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/r' } }), undefined],
    [of({ ...allow, NotPrincipal: { AWS: '111122223333' } }), 'Allow with NotPrincipal is not allowed.'],
    [of(allow), 'Missing required field Principal'],
    [of({ ...allow, Principal: 'ada' }), 'Invalid principal in policy: "AWS":"ada"'],
    [of({ ...allow, Principal: '*', Resource: 'pets' }), 'Resource pets must be in ARN format or "*".'],
    [of({ ...allow, Principal: '*', Resource: undefined }), 'Policy statement must contain resources.'],
  ])('%j', (document, fault) => expect(faultOf(document, 'resource')).toBe(fault));
});

describe('what a Lambda authorizer may return', () => {
  test.each<[unknown, string | undefined]>([
    [{ Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn } }, undefined],
    [of({ ...allow, Sid: 'one two', Comment: 'x', Resource: ['not an ARN', '*'] }), undefined],
    [of({ ...allow, Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } } }), undefined],
    [of({ ...allow, Action: '*', NotResource: arn, Resource: undefined }), undefined],
    [of({ ...allow, Principal: '*' }), 'Policy document should not specify a principal.'],
    [of({ ...allow, Effect: 'allow' }), legacy],
    [of({ ...allow, Action: undefined }), 'Policy statement must contain actions.'],
    [of({ ...allow, Resource: null }), syntax],
    [of({ ...allow, Condition: { Odd: { k: 'v' } } }), syntax],
    [null, syntax],
  ])('%j', (document, fault) => expect(parsePolicy(document, 'authorizer').fault).toBe(fault));
});

test('single values become lists, and numbers and booleans of conditions texts', () => {
  const Condition = { NumericLessThan: { 'app:Size': 10 }, Bool: { 'aws:SecureTransport': [true] } };
  const { policy } = parsePolicy(of({ ...allow, Sid: 'S', Condition }), 'identity');
  expect(policy).toEqual({
    kind: 'identity',
    version: '2012-10-17',
    statements: [
      {
        sid: 'S',
        effect: 'Allow',
        action: { negated: false, patterns: ['execute-api:Invoke'] },
        resource: { negated: false, patterns: [arn] },
        conditions: [
          {
            operator: { name: 'NumericLessThan', set: null, ifExists: false },
            key: 'app:Size',
            values: ['10'],
          },
          {
            operator: { name: 'Bool', set: null, ifExists: false },
            key: 'aws:SecureTransport',
            values: ['true'],
          },
        ],
      },
    ],
  });
});

test('a JSON error is placed and not repeated', () => {
  expect(parsePolicy('{"Version": "2012-10-17",\n "Statement": secret}', 'identity')).toEqual({
    fault: syntax,
    at: { line: 2, column: 15 },
  });
});
