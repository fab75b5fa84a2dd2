import { connect } from 'node:net';
import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const errorOf = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('x-amzn-errortype'),
  body: (await response.json()) as { message: string },
});

/** A body that nobody reads would keep its connection, and with it this process. */
async function statusOf(path: string): Promise<number> {
  const response = await fetch(plane.url + path);
  await response.arrayBuffer();
  return response.status;
}

/** Bytes as given, on a connection of their own; the whole response. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(plane.url).port), '127.0.0.1');
    let response = '';
    socket.setEncoding('utf8').on('data', (text: string) => (response += text));
    socket.on('close', () => resolve(response)).on('error', reject);
    socket.end(bytes);
  });
}

describe('what every response has', () => {
  test('a request id of its own and an API Gateway id', async () => {
    const responses = await Promise.all([1, 2].map(() => fetch(`${plane.url}/_tollgate/health`)));
    await Promise.all(responses.map((response) => response.arrayBuffer()));
    const ids = responses.map((response) => response.headers.get('x-amzn-requestid'));
    expect(ids[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
    expect(responses[0]?.headers.get('x-amz-apigw-id')).toMatch(/^[A-Za-z0-9+/]{15}=$/);
    expect(responses[0]?.headers.get('content-type')).toBe('application/json');
  });
});

describe('200', () => {
  test('health and readiness are open', async () => {
    expect(await statusOf('/_tollgate/health')).toBe(200);
    expect(await statusOf('/_tollgate/ready')).toBe(200);
  });

  test('the documentation is served and knows the operations', async () => {
    const response = await fetch(`${plane.url}/_tollgate/docs/openapi.json`);
    const document = (await response.json()) as { paths: Record<string, unknown> };
    expect(Object.keys(document.paths)).toContain('/restapis');
    const page = await fetch(`${plane.url}/_tollgate/docs`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<html');
    expect(await statusOf('/_tollgate/docs/swagger-ui.css')).toBe(200);
    expect(await statusOf('/_tollgate/docs/..%2fpackage.json')).toBe(403);
  });
});

describe('403', () => {
  test('an unsigned call has no authentication token', async () => {
    expect(await errorOf(await fetch(`${plane.url}/restapis`))).toEqual({
      status: 403,
      type: 'MissingAuthenticationTokenException',
      body: { message: 'Missing Authentication Token' },
    });
  });

  test('so has a call to a path that is no operation, signed or not', async () => {
    for (const response of [
      await plane.signedFetch('/nothing/here'),
      await fetch(`${plane.url}/nothing/here`),
    ]) {
      expect(await errorOf(response)).toMatchObject({
        status: 403,
        type: 'MissingAuthenticationTokenException',
      });
    }
  });

  test('an unknown access key is refused', async () => {
    const credentials = { ...plane.credentials, accessKeyId: 'AKIANOBODY' };
    expect(await errorOf(await plane.signedFetch('/restapis', { credentials }))).toMatchObject({
      status: 403,
      type: 'UnrecognizedClientException',
    });
  });

  test('a wrong secret, a signature of another service and an old one are refused', async () => {
    const inits = [
      { credentials: { ...plane.credentials, secretAccessKey: 'wrong' } },
      { service: 'execute-api' },
      { signedAtMs: Date.now() - 6 * 60_000 },
      { signedAtMs: Date.now() + 6 * 60_000 },
    ];
    for (const init of inits) {
      expect(await errorOf(await plane.signedFetch('/restapis', init))).toMatchObject({
        status: 403,
        type: 'InvalidSignatureException',
      });
    }
  });

  test('what is ours and not open is signed too', async () => {
    expect(await statusOf('/_tollgate/v1/anything')).toBe(403);
  });
});

describe('400', () => {
  test('operations on one path are told apart by their fixed query', async () => {
    const response = await plane.signedFetch('/apikeys?mode=import&format=csv', {
      method: 'POST',
      body: 'none',
    });
    expect((await errorOf(response)).body.message).toContain('The header of an API key file');
  });

  test('a URL that cannot be decoded and bytes that are not HTTP are refused without a 500', async () => {
    expect(await raw('GET /restapis/%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
  });
});

describe('limits', () => {
  test('413: a body over 10 MiB, unsigned as it may be', async () => {
    const head =
      'POST /restapis HTTP/1.1\r\nhost: x\r\ncontent-length: 10485761\r\nconnection: close\r\n\r\n';
    const response = await raw(head);
    expect(response).toMatch(/^HTTP\/1.1 413/);
    expect(response).toContain('{"message":"Request Entity Too Large"}');
  });

  test('414: a URL over 10,240 bytes, and a path parameter that no id can be', async () => {
    expect(await statusOf(`/restapis?x=${'a'.repeat(10_240)}`)).toBe(414);
    expect(await statusOf(`/restapis/${'a'.repeat(3000)}`)).toBe(414);
  });

  test('431: headers over 10,240 bytes in all, and headers that Node does not even read', async () => {
    for (const size of [10_300, 60_000]) {
      const response = await raw(
        `GET /restapis HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(size)}\r\nconnection: close\r\n\r\n`,
      );
      expect(response).toMatch(/^HTTP\/1.1 431/);
    }
  });
});

describe('STS', () => {
  const sts = (secretAccessKey = plane.credentials.secretAccessKey) =>
    new STSClient({
      endpoint: plane.url,
      region: 'us-east-1',
      credentials: { ...plane.credentials, secretAccessKey },
      maxAttempts: 1,
    });

  test('GetCallerIdentity names the account of the credential', async () => {
    expect(await sts().send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:root',
      UserId: '000000000000',
    });
    const byQuery = await plane.signedFetch('/?Action=GetCallerIdentity&Version=2011-06-15', {
      service: 'sts',
    });
    expect(await byQuery.text()).toContain('<Account>000000000000</Account>');
  });

  test('a wrong secret and an unknown action are errors of the query protocol', async () => {
    await expect(sts('wrong').send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    const unknown = await plane.signedFetch('/', { method: 'POST', service: 'sts', body: 'Action=<No>' });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('<Code>InvalidAction</Code>');
  });
});

test('a signature for another region is another owner', async () => {
  await expect(plane.clientFor('eu-west-1').send(new GetAccountCommand({}))).resolves.toBeDefined();
});
