import { ImportCertificateCommand } from '@aws-sdk/client-acm';
import fc from 'fast-check';
import { acm } from '#libs/aws-wire';
import { makeTestCertificate } from '#libs/testing';
import { acmOf, importOf } from '../testing/acm-of.js';
import { madeUpCalls, type MadeUpCall } from '../testing/made-up-calls.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let arn: string;
let pem: ReturnType<typeof importOf>;
beforeAll(async () => {
  plane = await startControlPlane();
  pem = importOf(await makeTestCertificate({ names: ['api.example.com'] }));
  arn = (await acmOf(plane).send(new ImportCertificateCommand(pem))).CertificateArn!;
});
afterAll(() => plane?.close());

async function call({ name, input }: MadeUpCall) {
  const response = await plane.signedFetch('/', {
    method: 'POST',
    body: JSON.stringify(input),
    headers: { 'x-amz-target': `CertificateManager.${name}`, 'content-type': 'application/x-amz-json-1.1' },
    service: 'acm',
  });
  return { status: response.status, answer: await response.text() };
}

/** Of members, what they may be, and somewhat beyond. */
const good = (): Record<string, unknown[]> => ({
  CertificateArn: [arn, `${arn}x`, arn.replace('us-east-1', 'eu-west-1')],
  Certificate: [pem.Certificate.toString('base64'), 'AAAA', ''],
  PrivateKey: [pem.PrivateKey.toString('base64'), 'AAAA'],
  CertificateChain: [pem.Certificate.toString('base64'), 'AA=='],
  Tags: [[{ Key: 'k', Value: 'v' }], [{ Key: 'k' }], [{ Key: '__proto__', Value: 'v' }], [{ Key: '\0' }]],
  NextToken: ['x', Buffer.from('["",1,"\\u0000"]').toString('base64url')],
  MaxItems: [1, 1000],
  SortBy: ['CREATED_AT'],
  SortOrder: ['ASCENDING', 'DESCENDING'],
  Includes: [{}, { keyTypes: ['EC_prime256v1'] }, { keyUsage: ['ANY'] }, { extendedKeyUsage: ['NONE'] }],
  CertificateStatuses: [['ISSUED'], ['EXPIRED', 'REVOKED']],
  Options: [{ CertificateTransparencyLoggingPreference: 'ENABLED' }, {}],
  DomainName: ['api.example.com', '*.example.com', 'a..b'],
  SubjectAlternativeNames: [['a.example.com'], []],
  ValidationMethod: ['DNS', 'HTTP'],
});

test('no call, however it is made up, ends in a fault of ours', async () => {
  const served = new Set<string>();
  // First those that must be served, before a made-up call deletes what they are about.
  const plain: MadeUpCall[] = [
    { name: 'ListCertificates', input: {} },
    ...['DescribeCertificate', 'GetCertificate', 'ListTagsForCertificate'].map((name) => ({
      name,
      input: { CertificateArn: arn },
    })),
  ];
  await fc.assert(
    fc.asyncProperty(madeUpCalls(acm.operations, good()), async (made) => {
      const { status, answer } = await call(made);
      expect([made.name, status < 500, answer]).toEqual([made.name, true, answer]);
      if (status === 200) served.add(made.name);
    }),
    { numRuns: 400, examples: plain.map((one) => [one]) },
  );
  // With hardly any, only the front door has been knocked at.
  expect(served.size).toBeGreaterThan(3);
});
