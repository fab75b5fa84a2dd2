import { readFile } from 'node:fs/promises';
import { openingSteps, restApiSteps, stepsOf } from './rest-api-steps.js';

const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name);

test('docs/REQUEST-PIPELINE.md has one heading per step, in their order', async () => {
  const page = await readFile(new URL('../../../../docs/REQUEST-PIPELINE.md', import.meta.url), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(names(restApiSteps));
});

test('a method that uses everything takes every step, in order', () => {
  const all = stepsOf({
    apiKey: true,
    body: true,
    requestChecks: true,
    backend: true,
    responseMapping: true,
    compression: true,
  });
  expect([...openingSteps, ...all]).toEqual([...restApiSteps]);
});

test('steps that a method does not use are left out of its list', () => {
  const open = stepsOf({
    apiKey: false,
    body: false,
    requestChecks: false,
    backend: true,
    responseMapping: false,
    compression: false,
  });
  expect(names(open)).toEqual([
    'throttle',
    'decodeBody',
    'buildIntegrationRequest',
    'callIntegration',
    'buildMethodResponse',
  ]);
  const mock = stepsOf({
    apiKey: false,
    body: false,
    requestChecks: false,
    backend: false,
    responseMapping: true,
    compression: false,
  });
  expect(names(mock)).not.toContain('callIntegration');
});
