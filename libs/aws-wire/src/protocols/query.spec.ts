import { wireError } from '../errors/wire-error.js';
import * as sts from '../generated/sts/index.js';
import { queryProtocol } from './query.js';

const protocol = queryProtocol(sts.service);
const operationOf = (form: string) => protocol.operationOf(sts.operations, new URLSearchParams(form));

test('the form names the operation', () => {
  expect(operationOf('Action=GetCallerIdentity&Version=2011-06-15')).toEqual({
    ok: true,
    name: 'GetCallerIdentity',
  });
});

test('a form without a name and one that nobody knows are refused', () => {
  expect(operationOf('')).toMatchObject({ ok: false, error: { code: 'MissingAction', status: 400 } });
  for (const name of ['GetSessionToken', 'toString', '__proto__'])
    expect(operationOf(`Action=${name}`)).toMatchObject({
      ok: false,
      error: {
        code: 'InvalidAction',
        message: `Could not find operation ${name} for version 2011-06-15`,
      },
    });
});

test('an output is written member by member, lists by their items', () => {
  const output = { Account: '1', Groups: ['a', { Name: 'b<&>' }], Absent: undefined };
  expect(protocol.renderOutput(sts.GetCallerIdentity, output, 'r-1')).toEqual({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Account>1</Account>
    <Groups>
      <member>a</member>
      <member>
        <Name>b&lt;&amp;&gt;</Name>
      </member>
    </Groups>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>r-1</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`,
  });
});

test('errors have the names of the query protocol, and say whose fault it is', () => {
  const { status, body } = protocol.renderError(wireError('InvalidSignatureException', 'a < b\u0000'), 'r-1');
  expect(status).toBe(403);
  expect(body).toContain('<Type>Sender</Type>');
  expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
  expect(body).toContain('<Message>a &lt; b\ufffd</Message>');
  expect(body).toContain('<RequestId>r-1</RequestId>');
  expect(protocol.renderError(wireError('InternalFailure', 'x'), 'r-1').body).toContain(
    '<Type>Receiver</Type>',
  );
});
