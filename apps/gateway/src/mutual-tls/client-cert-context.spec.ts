import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { makeTestCertificate, waitFor, type TestCertificate } from '#libs/testing';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { logVariable } from '../observability/log-variables.js';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { domainDocument, domainName, publishCertificate, publishDomain } from '../testing/custom-domains.js';
import { lambda, method, mockMethod, snapshot } from '../testing/documents.js';
import { allow, everything } from '../testing/guarded-api.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
let functions: TestBackend;
let system: TestSystem;
let caller: TestCertificate;
const members = ['clientCertPem', 'subjectDN', 'issuerDN', 'validity.notBefore', 'validity.notAfter'];
/** Of each request what an access log would have; a record is good until it was read. */
const logged: unknown[][] = [];
beforeAll(async () => {
  functions = await startBackend((_, response) => response.end(JSON.stringify(allow(everything))));
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: functions.origin } }),
    recordReaders: [{ read: (record) => void logged.push(valuesOf(record)) }],
  });
  const routes = {
    '/function': { GET: method(lambda('LAMBDA_PROXY', functionArn)) },
    '/guarded': { GET: mockMethod('in', { authorization: { type: 'CUSTOM', authorizerId: 'a1' } }) },
  };
  await system.deploy(
    snapshot(routes, {
      requires: ['authorizers'],
      authorizers: {
        a1: {
          ...{ type: 'REQUEST', id: 'a1', region: 'us-east-1', identitySources: [], identityPattern: null },
          functionArn: { parts: [{ kind: 'text', text: functionArn }] },
          resultTtlSeconds: 0,
        },
      },
    }),
  );
  const root = await makeTestCertificate({ subject: 'CN=root', authority: true });
  caller = await makeTestCertificate({ subject: 'C=US, O=Example, CN=caller', issuer: root });
  await publishCertificate(system, 'c1', await makePair(domainName));
  const digest = createHash('sha256').update(root.certificate).digest('hex');
  await publishDomain(
    system,
    domainDocument({
      certificateId: 'c1',
      asksForClientCertificate: true,
      truststore: { certificates: root.certificate, digest },
    }),
  );
});
afterAll(async () => {
  await system?.stop();
  await functions?.close();
});

const valuesOf = (record: RequestRecord) =>
  members.map((member) => {
    const variable = logVariable(`identity.clientCert.${member}`);
    return variable && 'read' in variable ? variable.read(record) : undefined;
  });

function call(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { certificate: cert, privateKey: key } = caller;
    const to = { port: system.gateway.httpsPort, host: '127.0.0.1', servername: domainName, path };
    const options = { ...to, headers: { host: domainName }, cert, key, rejectUnauthorized: false };
    request({ ...options, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode!));
    })
      .on('error', reject)
      .end();
  });
}

function expected() {
  const own = new X509Certificate(caller.certificate);
  return {
    clientCertPem: own.toString(),
    subjectDN: 'C=US,O=Example,CN=caller',
    issuerDN: 'CN=root',
    serialNumber: expect.stringMatching(/^([0-9a-f]{2}:){14}[0-9a-f]{2}$/) as string,
    validity: { notBefore: own.validFrom, notAfter: own.validTo },
  };
}

test.each(['/function', '/guarded'])('the event of a function has the certificate: %s', async (path) => {
  await call(path);
  const event = JSON.parse(functions.seen.at(-1)!.body) as { requestContext: { identity: object } };
  expect(event.requestContext.identity).toMatchObject({ clientCert: expected() });
});

test('access logs have the certificate, and nothing of it where none was asked for', async () => {
  logged.length = 0;
  expect(await call('/guarded')).toBe(200);
  await waitFor(() => logged.length > 0, { describe: 'the record is complete' });
  const { clientCertPem, subjectDN, issuerDN, validity } = expected();
  expect(logged[0]).toEqual([
    ...[clientCertPem, subjectDN, issuerDN],
    ...[validity.notBefore, validity.notAfter],
  ]);
  logged.length = 0;
  await system.call('/dev/guarded');
  await waitFor(() => logged.length > 0, { describe: 'the record is complete' });
  expect(logged[0]).toEqual([null, null, null, null, null]);
});
