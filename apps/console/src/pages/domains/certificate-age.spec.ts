import { ageOf, sortPem } from './certificate-age.js';

const now = Date.UTC(2026, 10, 30);
const inDays = (days: number) => now / 1000 + days * 86_400;

test('a certificate is told to be renewed a month before its end', () => {
  expect([inDays(60), inDays(29), inDays(-1), undefined].map((end) => ageOf(end, now))).toEqual([
    { color: 'teal', text: '60 days left' },
    { color: 'orange', text: '29 days left' },
    { color: 'red', text: 'has ended' },
    null,
  ]);
});

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
