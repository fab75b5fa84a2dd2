import { makeTestCertificate } from '#libs/testing';
import { blocksOf, readCertificate } from './read-certificate.js';

test('what a certificate says of itself is read', async () => {
  const issuer = await makeTestCertificate({ subject: 'CN=Authority, O=Ours', authority: true });
  const until = new Date(Date.UTC(2071, 3, 5, 6, 7, 8));
  const { certificate } = await makeTestCertificate({
    subject: 'CN=api.example.com, O=Größe, C=DE',
    names: ['api.example.com', '*.example.com'],
    notBefore: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    notAfter: until,
    key: 4096,
    issuer,
  });
  expect(readCertificate(`noise\n${certificate}`)).toEqual({
    subject: 'CN=api.example.com, O=Größe, C=DE',
    issuer: 'CN=Authority, O=Ours',
    names: ['api.example.com', '*.example.com'],
    notBefore: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
    notAfter: until.getTime() / 1000,
  });
  expect(readCertificate(issuer.certificate)?.names).toEqual([]);
});

test('what is no certificate is read as none', async () => {
  const { certificate, privateKey } = await makeTestCertificate();
  const [block] = blocksOf(certificate);
  expect(readCertificate(privateKey)).toBeNull();
  expect(readCertificate('')).toBeNull();
  // Cut off, and of letters that are no base64.
  for (const broken of [block!.replace(/\n.{64}\n/, '\n'), block!.replace('\nMII', '\n!!!')])
    expect(readCertificate(broken)).toBeNull();
});
