import { createPrivateKey, randomBytes } from 'node:crypto';
import { makeTestCertificate as make, type TestCertificate } from '#libs/testing';
import { readImport, type GivenCertificate } from './read-import.js';
import { given } from './testing/given.js';

let root: TestCertificate;
let intermediate: TestCertificate;
let server: TestCertificate;
beforeAll(async () => {
  root = await make({ subject: 'CN=Root', authority: true });
  intermediate = await make({ subject: 'CN=Intermediate', authority: true, issuer: root });
  server = await make({ issuer: intermediate, names: ['api.example.com'] });
});

const unparsable = 'Unable to parse certificate. Please ensure the certificate is in PEM format.';
const notPem = 'The certificate body/chain provided is not in a valid PEM format.';
const several =
  'The certificate field contains more than one certificate. You can specify only one certificate in this field.';
const megabyte = (text: string) => text.repeat(Math.ceil(1_048_576 / text.length));

const refusals: readonly [string, () => GivenCertificate | Promise<GivenCertificate>, string][] = [
  [
    'several certificates in place of one',
    () => ({ ...given(server), certificate: server.certificate + intermediate.certificate }),
    several,
  ],
  [
    'an encrypted key',
    async () => {
      const one = await make();
      const cipher = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p' } as const;
      return { ...given(one), privateKey: createPrivateKey(one.privateKey).export(cipher).toString() };
    },
    'Your private key should not be encrypted.',
  ],
  [
    'an encrypted key in the old form',
    async () => {
      const one = await make({ key: 2048 });
      const cipher = { format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase: 'p' } as const;
      return { ...given(one), privateKey: createPrivateKey(one.privateKey).export(cipher).toString() };
    },
    'Your private key should not be encrypted.',
  ],
  [
    'a certificate in place of the key',
    async () => {
      const one = await make();
      return { ...given(one), privateKey: one.certificate };
    },
    'The private key is not supported.',
  ],
  [
    'a key in place of the certificate',
    () => ({ ...given(server), certificate: server.privateKey }),
    unparsable,
  ],
  [
    'text before the certificate',
    () => ({ ...given(server), certificate: `subject=a\n${server.certificate}` }),
    unparsable,
  ],
  [
    'text between the certificates of a chain',
    () => ({ ...given(server), chain: `${intermediate.certificate}x\n${root.certificate}` }),
    notPem,
  ],
  [
    'a key in the chain',
    () => ({ ...given(server), chain: intermediate.certificate + root.privateKey }),
    notPem,
  ],
  ['an empty certificate', () => ({ ...given(server), certificate: '' }), unparsable],
  ['rubbish', () => ({ ...given(server), certificate: 'rubbish' }), unparsable],
  [
    'PEM of rubbish',
    () => ({
      ...given(server),
      certificate: '-----BEGIN CERTIFICATE-----\ncnViYmlzaA==\n-----END CERTIFICATE-----\n',
    }),
    unparsable,
  ],
  [
    'a megabyte of random bytes',
    () => ({ ...given(server), chain: randomBytes(1_048_576).toString('latin1') }),
    notPem,
  ],
  [
    'a megabyte of beginnings',
    () => ({ ...given(server), chain: megabyte('-----BEGIN CERTIFICATE-----\n') }),
    notPem,
  ],
  [
    'a megabyte of one beginning',
    () => ({ ...given(server), chain: `-----BEGIN CERTIFICATE-----\n${megabyte('A')}` }),
    notPem,
  ],
  [
    'a megabyte of base64',
    () => ({
      ...given(server),
      chain: `-----BEGIN CERTIFICATE-----\n${megabyte('A')}\n-----END CERTIFICATE-----`,
    }),
    unparsable,
  ],
  [
    'a certificate that was cut',
    () => {
      const der = Buffer.from(server.certificate.replace(/-----.*-----/g, ''), 'base64').subarray(0, -40);
      return {
        ...given(server),
        certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`,
      };
    },
    unparsable,
  ],
];

test.each(refusals)('%s is refused, and why', async (_, make, message) => {
  expect(readImport(await make(), Date.now())).toEqual({ ok: false, message });
});
