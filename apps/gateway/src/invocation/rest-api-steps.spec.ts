import { readFile } from 'node:fs/promises';
import { buildRouteTrie } from '#libs/route-trie';
import { mock, mockMethod, method, snapshot } from '../testing/documents.js';
import { nobodyDenied } from '../testing/nobody-denied.js';
import { integrationSteps } from './integration-steps.js';
import type { CachedMethod } from './response-cache/active-caching.js';
import { askWebAcl } from './steps/ask-web-acl.js';
import { noWebAcls } from './web-acl.js';
import { cachingSteps } from './response-cache/caching-steps.js';
import { RestApiSteps } from './rest-api-steps.js';

const steps = new RestApiSteps({
  admission: { admit: () => null as never },
  deniedIdentities: nobodyDenied,
});
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
const pass = () => null;
const allOfIntegration = integrationSteps({
  buildIntegrationRequest: pass,
  callIntegration: pass,
  mapIntegrationResponse: pass,
  buildMethodResponse: pass,
});

test('docs/REQUEST-PIPELINE.md has one heading per step, in their order', async () => {
  const page = await readFile(new URL('../../../../docs/REQUEST-PIPELINE.md', import.meta.url), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['selectStage', 'chooseRelease', ...steps.names()]);
});

test('a method that uses everything takes every step, in order', () => {
  const requestChecks = { requiredParameters: [], bodyModels: null };
  const authorization = { type: 'CUSTOM', authorizerId: 'auth01' } as const;
  const definition = method(mock(), { authorization, apiKeyRequired: true, requestChecks });
  const document = snapshot(
    {},
    { minimumCompressionSize: 0, resourcePolicy: '{}', endpoint: { type: 'EDGE' } },
  );
  const all = steps.of({ definition, integrationReadsBody: true }, document, allOfIntegration);
  // Those of the web ACL and of the cache come with the stage.
  const cached = cachingSteps([askWebAcl(noWebAcls, ''), ...all], {} as CachedMethod);
  expect([steps.route(buildRouteTrie([])).name, ...names(cached)]).toEqual(steps.names());
});

test('steps that a method does not use are left out of its list', () => {
  const proxy = integrationSteps({
    buildIntegrationRequest: pass,
    callIntegration: pass,
    mapIntegrationResponse: null,
    buildMethodResponse: pass,
  });
  const open = { definition: mockMethod(''), integrationReadsBody: false };
  expect(names(steps.of(open, snapshot({}), proxy))).toEqual([
    'throttle',
    'decodeBody',
    'buildIntegrationRequest',
    'callIntegration',
    'buildMethodResponse',
  ]);
});

test('a body is read whole for an integration that reads it, and for a model', () => {
  const read = (bodyModels: Readonly<Record<string, string>> | null, integrationReadsBody: boolean) => {
    const definition = method(mock(), { requestChecks: { requiredParameters: [], bodyModels } });
    return names(steps.of({ definition, integrationReadsBody }, snapshot({}), [])).includes('readBody');
  };
  expect(read(null, false)).toBe(false);
  expect(read(null, true)).toBe(true);
  expect(read({ 'application/json': 'Pet' }, false)).toBe(true);
});
