const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Who a call is made as, in the words of GetCallerIdentity. The first credential of an account is its root user. */
export function callerIdentityAnswer(accountId: string, requestId: string): string {
  return [
    `<GetCallerIdentityResponse xmlns="${NAMESPACE}">`,
    '  <GetCallerIdentityResult>',
    `    <Arn>arn:aws:iam::${accountId}:root</Arn>`,
    `    <UserId>${accountId}</UserId>`,
    `    <Account>${accountId}</Account>`,
    '  </GetCallerIdentityResult>',
    '  <ResponseMetadata>',
    `    <RequestId>${requestId}</RequestId>`,
    '  </ResponseMetadata>',
    '</GetCallerIdentityResponse>',
    '',
  ].join('\n');
}

/** An error of the query protocol. */
export function stsErrorAnswer(code: string, message: string, requestId: string): string {
  return [
    `<ErrorResponse xmlns="${NAMESPACE}">`,
    '  <Error>',
    '    <Type>Sender</Type>',
    `    <Code>${escapeXml(code)}</Code>`,
    `    <Message>${escapeXml(message)}</Message>`,
    '  </Error>',
    `  <RequestId>${requestId}</RequestId>`,
    '</ErrorResponse>',
    '',
  ].join('\n');
}

function escapeXml(text: string): string {
  return (
    text
      // XML 1.0 section 2.2: these cannot be written at all, not even as a reference.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
