import { Unreachable, WireError } from './errors.js';
import { GetExport, GetRestApis, UpdateStage } from './generated/apigateway.js';
import { GetApis } from './generated/apigatewayv2.js';
import { ListUsers, GetAccountSummary, GetUser, SimulateCustomPolicy } from './generated/iam.js';
import type { Operation } from './operation.js';
import { readResponse } from './read-response.js';

const answered = (operation: Operation, body: string, status = 200, headers: Record<string, string> = {}) =>
  readResponse(operation, { status, headers: new Headers(headers), body: new TextEncoder().encode(body) });

function failureOf(...given: Parameters<typeof answered>): unknown {
  try {
    return answered(...given);
  } catch (error) {
    return error;
  }
}

const xml = (operation: string, result: string) =>
  `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\n  ${result}\n  <ResponseMetadata>\n    <RequestId>r</RequestId>\n  </ResponseMetadata>\n</${operation}Response>\n`;

test('XML has lists, times, numbers and truths as the model says, and text as it was', () => {
  const body = xml(
    'ListUsers',
    `<ListUsersResult>
      <Users>
        <member>
          <UserName>&lt;b&gt; &amp;amp; "a"&#xD;&#128640; </UserName>
          <Path/>
          <CreateDate>2026-11-30T06:54:02Z</CreateDate>
        </member>
      </Users>
      <IsTruncated>false</IsTruncated>
    </ListUsersResult>`,
  );
  expect(answered(ListUsers, body)).toEqual({
    Users: [{ UserName: '<b> &amp; "a"\r🚀 ', Path: '', CreateDate: new Date('2026-11-30T06:54:02Z') }],
    IsTruncated: false,
  });
});

test('an empty list is one, an empty structure too, and a result without members', () => {
  expect(answered(ListUsers, xml('ListUsers', '<ListUsersResult><Users/></ListUsersResult>'))).toEqual({
    Users: [],
  });
  expect(answered(GetUser, xml('GetUser', '<GetUserResult><User/></GetUserResult>'))).toEqual({ User: {} });
  expect(answered(ListUsers, xml('ListUsers', '<ListUsersResult/>'))).toEqual({});
});

test('maps of XML have values of their kind', () => {
  const map = (name: string, value: string) =>
    `<${name}><entry><key>k</key><value>${value}</value></entry></${name}>`;
  const summary = xml(
    'GetAccountSummary',
    `<GetAccountSummaryResult>${map('SummaryMap', '12')}</GetAccountSummaryResult>`,
  );
  expect(answered(GetAccountSummary, summary)).toEqual({ SummaryMap: { k: 12 } });
  const simulated = xml(
    'SimulateCustomPolicy',
    `<SimulateCustomPolicyResult><EvaluationResults><member>${map('EvalDecisionDetails', 'allowed')}<MatchedStatements><member><StartPosition><Line>1</Line><Column>2</Column></StartPosition></member></MatchedStatements></member></EvaluationResults></SimulateCustomPolicyResult>`,
  );
  expect(answered(SimulateCustomPolicy, simulated)).toEqual({
    EvaluationResults: [
      {
        EvalDecisionDetails: { k: 'allowed' },
        MatchedStatements: [{ StartPosition: { Line: 1, Column: 2 } }],
      },
    ],
  });
});

test('lists of v1 and v2 are called items', () => {
  expect(answered(GetRestApis, '{"item":[{"id":"a"}],"position":"p"}')).toEqual({
    items: [{ id: 'a' }],
    position: 'p',
  });
  expect(answered(GetApis, '{"items":[{"apiId":"a"}]}')).toMatchObject({ items: [{ apiId: 'a' }] });
});

test('a file comes as its bytes, with what its headers say', () => {
  const headers = { 'content-type': 'application/yaml', 'content-disposition': 'attachment; filename="a"' };
  expect(answered(GetExport, 'openapi: 3', 200, headers)).toEqual({
    body: new TextEncoder().encode('openapi: 3'),
    contentType: 'application/yaml',
    contentDisposition: 'attachment; filename="a"',
  });
});

test('no body is no output', () => {
  expect(answered(UpdateStage, '', 204)).toBeNull();
});

test.each<[string, Operation, string, Record<string, string>, string, string]>([
  [
    'v1',
    GetRestApis,
    '{"message":"m"}',
    { 'x-amzn-errortype': 'NotFoundException:http://x/' },
    'NotFoundException',
    'm',
  ],
  ['JSON', GetRestApis, '{"__type":"com.amazonaws#LimitExceeded","Message":"m"}', {}, 'LimitExceeded', 'm'],
  [
    'forms',
    ListUsers,
    '<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>&lt;m&gt;</Message></Error></ErrorResponse>',
    {},
    'NoSuchEntity',
    '<m>',
  ],
])('a refusal of %s has its code and its text', (_, operation, body, headers, code, message) => {
  const error = failureOf(operation, body, 404, { ...headers, 'x-amzn-requestid': 'r' });
  expect(error).toBeInstanceOf(WireError);
  expect(error).toMatchObject({ status: 404, code, message, requestId: 'r', operation: operation.name });
});

test.each([502, 503, 504])(
  'a proxy that answers %s is nobody at all, the control plane with it somebody',
  (status) => {
    expect(failureOf(GetRestApis, '<html>Bad Gateway</html>', status)).toBeInstanceOf(Unreachable);
    expect(failureOf(GetRestApis, '', status)).toBeInstanceOf(Unreachable);
    expect(failureOf(ListUsers, '<html>Bad<br>Gateway</html>', status)).toBeInstanceOf(Unreachable);
    expect(failureOf(GetRestApis, '{"message":"m"}', status)).toBeInstanceOf(WireError);
  },
);

test.each(['<html>Sign in to the network</html>', '', 'null!'])(
  'what is no JSON is not the control plane: %p',
  (body) => {
    if (body === '') return expect(answered(GetRestApis, body)).toBeNull();
    expect(failureOf(GetRestApis, body)).toBeInstanceOf(Unreachable);
  },
);

test.each([
  'no XML',
  '<a>',
  '<a></b>',
  '</a>',
  '<a',
  '<ListUsersResponse><',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
])('what is no XML of a service is not the control plane: %s', (body) => {
  expect(failureOf(ListUsers, body)).toBeInstanceOf(Unreachable);
});
