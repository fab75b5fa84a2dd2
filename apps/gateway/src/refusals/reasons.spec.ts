import { readdirSync, readFileSync } from 'node:fs';
import { headReasons } from './head-reasons.js';
import { rejectionReasons } from './rejection-reasons.js';

const root = new URL('../', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.spec\.ts$|-reasons\.ts$|testing\//.test(name))
  .map((name) => readFileSync(new URL(name, root), 'utf8'))
  .join('\n');
const codes = [...Object.keys(headReasons), ...Object.keys(rejectionReasons)];

test('codes are words with dots between, and none is there twice', () => {
  for (const code of codes) expect(code).toMatch(/^[a-z]+(?:\.[a-z0-9_]+)+$/);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each(codes)('%s is given by something', (code) => {
  expect(sources).toContain(`'${code}'`);
});

// Those that show what becomes of requests; what only counts or formats lines has codes as examples.
const specs = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) =>
      name.endsWith('.spec.ts') && !/(?:reasons|refusal-log|run-steps|rate-limit-headers)\.spec/.test(name),
  )
  .map((name) => readFileSync(new URL(name, root), 'utf8'))
  .join('\n');

test.each(codes)('%s is seen in a spec', (code) => {
  // Not `toMatch`, which prints all specs.
  expect(specs.includes(`'${code}'`)).toBe(true);
});

test('docs/ERRORS.md has a row for each', () => {
  const page = readFileSync(new URL('../../../../docs/ERRORS.md', import.meta.url), 'utf8');
  for (const code of codes) expect(page).toContain(`| \`${code}\` |`);
});
