import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { STSClient } from '@aws-sdk/client-sts';
import { ada, startSignedSystem, type SignedSystem } from '../testing/signed-api.js';
import { host, secretAccessKey, sessionOf } from '../testing/signing-callers.js';

// Requests that the signers of others have signed, sent as they are.
let system: SignedSystem;
beforeAll(async () => {
  system = await startSignedSystem();
});
afterAll(() => system?.stop());

const authority = () => `${host}:${system.gateway.httpPort}`;
const keys = { accessKeyId: ada, secretAccessKey };

/** As they stand on the wire. */
const targets = [
  '/dev/all/plain',
  '/dev/all/with%20blank?q=a%20b',
  '/dev/all/a%2Bb/%2F/%25?x=%2B',
  '/dev/all/%C3%BC%E2%82%AC?%C3%BC=%E2%82%AC',
  '/dev/all/a?a=1&a=2&b=&c=3',
  '/dev/all/-._~?x=-._~',
];
const methods = ['GET', 'HEAD', 'POST', 'DELETE'];
const bodyOf = (method: string) => (method === 'GET' || method === 'HEAD' ? '' : '{"größe": 1}');
const withLength = (headers: Record<string, string>, body: string) =>
  body === '' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };

interface PythonRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly presign?: boolean;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

// aws-cli brings it.
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import botocore']).status === 0,
);
(python === undefined ? describe.skip : describe)('botocore', () => {
  const signer = fileURLToPath(new URL('../testing/botocore-signer.py', import.meta.url));
  function sign(requests: readonly PythonRequest[]) {
    const { stdout, stderr } = spawnSync(python!, [signer], { input: JSON.stringify(requests) });
    if (stdout.length === 0) throw new Error(stderr.toString());
    return JSON.parse(stdout.toString()) as { url: string; headers: Record<string, string> }[];
  }

  test('signs headers of paths, queries and bodies, with a session too', async () => {
    const requests = [keys, sessionOf(system)].flatMap((credentials) =>
      methods.flatMap((method) =>
        targets.map((target) => {
          const url = `http://${authority()}${target}`;
          return { method, url, body: bodyOf(method), ...credentials };
        }),
      ),
    );
    const signed = sign(requests);
    for (const [index, { method, url, body }] of requests.entries()) {
      const headers = withLength({ host: authority(), ...signed[index]!.headers }, body);
      const path = url.slice(url.indexOf('/dev'));
      const { status } = await system.call(path, { method, headers, body });
      expect([method, path, status]).toEqual([method, path, 200]);
    }
  });

  test('presigns', async () => {
    const requests = [keys, sessionOf(system)].flatMap((credentials) =>
      targets.map((target) => ({
        method: 'GET',
        url: `http://${authority()}${target}`,
        presign: true,
        ...credentials,
      })),
    );
    for (const { url } of sign(requests)) {
      const path = url.slice(url.indexOf('/dev'));
      expect([path, (await system.call(path, { headers: { host: authority() } })).status]).toEqual([
        path,
        200,
      ]);
    }
  });
});

describe('the signer of the AWS SDK for JavaScript', () => {
  const signerOf = async (credentials: typeof keys & { sessionToken?: string }) => {
    const { config } = new STSClient({ region: 'us-east-1', credentials });
    return config.signer({
      name: 'sigv4',
      signingName: 'execute-api',
      signingRegion: 'us-east-1',
      properties: {},
    });
  };
  const requestOf = (method: string, target: string) => {
    const [path = '', text = ''] = target.split('?');
    const query: Record<string, string[]> = {};
    for (const [name, value] of new URLSearchParams(text)) (query[name] ??= []).push(value);
    const body = bodyOf(method);
    const headers = withLength({ host: authority() }, body);
    return { method, protocol: 'http:', hostname: host, path, query, headers, ...(body && { body }) };
  };

  test('signs headers of paths, queries and bodies, with a session too', async () => {
    for (const credentials of [keys, sessionOf(system)]) {
      const signer = await signerOf(credentials);
      for (const method of methods) {
        for (const target of targets) {
          const { headers } = await signer.sign(requestOf(method, target));
          const { status } = await system.call(target, { method, headers, body: bodyOf(method) });
          expect([method, target, status]).toEqual([method, target, 200]);
        }
      }
    }
  });
});

test('curl --aws-sigv4', async () => {
  const sign = ['--aws-sigv4', 'aws:amz:us-east-1:execute-api', '--user', `${ada}:${secretAccessKey}`];
  const show = ['-s', '-o', '/dev/null', '-w', '%{http_code}', '--resolve', `${authority()}:127.0.0.1`];
  const curl = async (path: string, ...options: string[]) => {
    const url = `http://${authority()}${path}`;
    return (await promisify(execFile)('curl', [...show, ...sign, ...options, url])).stdout;
  };
  expect(await curl('/dev/who')).toBe('200');
  expect(await curl('/dev/all/a?a=1&b=2')).toBe('200');
  expect(await curl('/dev/all/a', '-X', 'POST', '-H', 'content-type: text/plain', '-d', 'größe')).toBe('200');
  expect(await curl('/dev/all/a', '-I')).toBe('200');
});
