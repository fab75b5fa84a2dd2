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

test('docs/ERRORS.md has a row for each', () => {
  const page = readFileSync(new URL('../../../../docs/ERRORS.md', import.meta.url), 'utf8');
  for (const code of codes) expect(page).toContain(`| \`${code}\` |`);
});
