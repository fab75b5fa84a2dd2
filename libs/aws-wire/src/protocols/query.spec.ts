import { wireError } from '../errors/wire-error.js';
import * as iam from '../generated/iam/index.js';
import { actionOf, invalidAction, queryProtocol } from './query.js';

const protocol = queryProtocol(iam.service);

test('the form names the operation, in the version that there is', () => {
  expect(actionOf(iam.service, 'Action=ListUsers&Version=2010-05-08')).toBe('ListUsers');
  expect(actionOf(iam.service, 'Action=ListUsers')).toBe('ListUsers');
  for (const form of ['', 'Action=', 'Version=2010-05-08', 'Action=ListUsers&Version=2011-06-15'])
    expect(actionOf(iam.service, form)).toBeNull();
});

test('what is not served is refused by its name', () => {
  expect(invalidAction(iam.service, 'Action=CreateGroup')).toEqual({
    code: 'InvalidAction',
    status: 400,
    message: 'Could not find operation CreateGroup for version 2010-05-08',
  });
  expect(invalidAction(iam.service, '')).toMatchObject({ code: 'MissingAction', status: 400 });
});

test('an output is written by its model: order, lists, times, and nothing of what it does not know', () => {
  const user = (UserName: string) => ({
    CreateDate: new Date('2026-11-30T06:54:02.789Z'),
    Arn: `arn:aws:iam::1:user/${UserName}`,
    UserId: 'AIDA',
    UserName,
    Path: '/',
    secret: 'x',
  });
  const output = { IsTruncated: false, Users: [user('b<&>\r')], Marker: undefined };
  expect(protocol.renderOutput(iam.ListUsers, output, 'r-1')).toEqual({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ListUsersResult>
    <Users>
      <member>
        <Path>/</Path>
        <UserName>b&lt;&amp;&gt;&#xD;</UserName>
        <UserId>AIDA</UserId>
        <Arn>arn:aws:iam::1:user/b&lt;&amp;&gt;&#xD;</Arn>
        <CreateDate>2026-11-30T06:54:02Z</CreateDate>
      </member>
    </Users>
    <IsTruncated>false</IsTruncated>
  </ListUsersResult>
  <ResponseMetadata>
    <RequestId>r-1</RequestId>
  </ResponseMetadata>
</ListUsersResponse>
`,
  });
});

test('an empty list is an empty element, a map a list of entries', () => {
  expect(protocol.renderOutput(iam.ListUsers, { Users: [] }, 'r-1').body).toContain('    <Users/>\n');
  expect(protocol.renderOutput(iam.GetAccountSummary, { SummaryMap: { Users: 2 } }, 'r-1').body).toContain(`
    <SummaryMap>
      <entry>
        <key>Users</key>
        <value>2</value>
      </entry>
    </SummaryMap>
`);
});

test('an operation without output has a response without result', () => {
  expect(protocol.renderOutput(iam.DeleteUser, undefined, 'r-1').body)
    .toBe(`<DeleteUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ResponseMetadata>
    <RequestId>r-1</RequestId>
  </ResponseMetadata>
</DeleteUserResponse>
`);
});

test('errors have the names of the query protocol or of the model, and say whose fault it is', () => {
  const { status, body } = protocol.renderError(wireError('InvalidSignatureException', 'a < b\u0000'), 'r-1');
  expect(status).toBe(403);
  expect(body).toContain('<Type>Sender</Type>');
  expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
  expect(body).toContain('<Message>a &lt; b\ufffd</Message>');
  expect(body).toContain('<RequestId>r-1</RequestId>');
  const modelled = protocol.renderError(iam.serviceError('NoSuchEntity', 'x'), 'r-1');
  expect([modelled.status, modelled.body]).toEqual([
    404,
    expect.stringContaining('<Code>NoSuchEntity</Code>'),
  ]);
  expect(protocol.renderError(wireError('InternalFailure', 'x'), 'r-1').body).toContain(
    '<Type>Receiver</Type>',
  );
});
