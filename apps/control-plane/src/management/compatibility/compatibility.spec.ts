import { readFileSync } from 'node:fs';
import { compatibility, findGaps } from './compatibility.js';
import { acm, cloudwatch, logs, v1, v2, type Operation } from '#libs/aws-wire';
import { otherServices } from './other-services.js';
import { renderCompatibility } from './render-compatibility.js';

test('something is said of every operation, request member and patch path, and of nothing else', () => {
  expect(findGaps()).toEqual([]);
});

test('every operation belongs to one noun', () => {
  const operations = compatibility().flatMap((noun) => noun.operations);
  expect(new Set(operations).size).toBe(operations.length);
  expect(operations.filter(({ service }) => service === v1.service)).toHaveLength(124);
});

test('what is refused is explained', () => {
  const silent = compatibility().flatMap(({ title, settings }) =>
    Object.entries(settings)
      .filter(([, { support, note }]) => support === 'refused' && !note)
      .map(([setting]) => `${title}.${setting}`),
  );
  expect(silent).toEqual([]);
});

test.each<[string, Readonly<Record<string, Operation>>]>([
  ['Certificate Manager', acm.operations],
  ['API Gateway V2', v2.operations],
  ['CloudWatch', cloudwatch.operations],
  ['CloudWatch Logs', logs.operations],
])('every operation of %s is listed, and no other', (title, operations) => {
  const listed = otherServices.find((service) => service.title === title)?.operations ?? [];
  expect([...listed].sort()).toEqual(Object.keys(operations).sort());
});

test('the committed page is what the tables say', () => {
  const page = new URL('../../../../../docs/COMPATIBILITY.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toBe(renderCompatibility());
});
