import { ageOf } from './certificate-age.js';

const now = Date.UTC(2026, 10, 30);
const inDays = (days: number) => now / 1000 + days * 86_400;

test('a certificate is told to be renewed a month before its end', () => {
  expect(
    [inDays(60), inDays(29), inDays(1), inDays(0.5), inDays(-1), undefined].map((end) => ageOf(end, now)),
  ).toEqual([
    { color: 'teal', text: '60 days left' },
    { color: 'orange', text: '29 days left' },
    { color: 'orange', text: '1 day left' },
    { color: 'orange', text: 'ends within a day' },
    { color: 'red', text: 'has ended' },
    null,
  ]);
});
