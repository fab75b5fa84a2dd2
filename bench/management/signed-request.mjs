// A request as the bytes that go over the wire, signed as the SDKs sign.
import { signRequest } from '#libs/sigv4';

export function signedRequest({ port, credentials }, { verb, path, body }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const [rawPath, rawQuery = ''] = path.split('?');
  const headers = signRequest({
    method: verb,
    rawPath,
    rawQuery,
    headers: { host: `127.0.0.1:${port}`, 'content-type': 'application/json' },
    body: text,
    credentials,
    region: 'us-east-1',
    service: 'apigateway',
    now: Date.now(),
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `${verb} ${path} HTTP/1.1\r\n${lines.join('')}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
