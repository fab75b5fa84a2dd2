import { makeTestCertificate } from '#libs/testing';
import { nothingSorted, sortPem, withMore } from './sort-pem.js';

test('PEM blocks are told apart by what they are, not where they stand', () => {
  const block = (name: string, text: string) => `-----BEGIN ${name}-----\n${text}\n-----END ${name}-----`;
  const [leaf, chain, key] = [
    block('CERTIFICATE', 'A'),
    block('CERTIFICATE', 'B'),
    block('EC PRIVATE KEY', 'C'),
  ];
  expect(sortPem(`${key}\nnoise\n${leaf}\n${chain}`)).toEqual({ certificate: leaf, chain, key });
  expect(sortPem('nothing')).toEqual({ certificate: '', chain: '', key: '' });
});

test('a key that is dropped by itself joins the certificate that was', () => {
  const certificate = { ...nothingSorted, certificate: 'A', chain: 'B' };
  expect(withMore(certificate, { ...nothingSorted, key: 'K' })).toEqual({ ...certificate, key: 'K' });
  expect(withMore(certificate, { ...nothingSorted, certificate: 'C' })).toEqual({
    certificate: 'C',
    chain: '',
    key: '',
  });
});

test('a chain is put in order, whichever file came first', async () => {
  const root = await makeTestCertificate({ subject: 'CN=root', authority: true });
  const middle = await makeTestCertificate({ subject: 'CN=middle', authority: true, issuer: root });
  const leaf = await makeTestCertificate({ issuer: middle });
  const [first, second, third] = [leaf, middle, root].map(({ certificate }) => certificate.trim());
  for (const files of [
    [root, leaf, middle],
    [middle, root, leaf],
    [leaf, middle, root],
  ])
    expect(sortPem(files.map(({ certificate }) => certificate).join('\n'))).toEqual({
      certificate: first,
      chain: `${second}\n${third}`,
      key: '',
    });
});
