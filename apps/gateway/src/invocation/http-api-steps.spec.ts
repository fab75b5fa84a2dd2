import { readFile } from 'node:fs/promises';
import { buildHttpRoutes } from '#libs/route-trie';
import type { HttpRoute } from '#libs/snapshot-format';
import { nobodyDenied } from '../testing/nobody-denied.js';
import { httpSnapshot } from '../testing/http-documents.js';
import { integrationSteps } from './integration-steps.js';
import { HttpApiSteps } from './http-api-steps.js';

const steps = new HttpApiSteps({
  admission: { admit: () => null as never },
  deniedIdentities: nobodyDenied,
});
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
const pass = () => null;
const ofIntegration = integrationSteps({
  buildIntegrationRequest: pass,
  callIntegration: pass,
  mapIntegrationResponse: null,
  buildMethodResponse: pass,
});
const definition = (change: Partial<HttpRoute>) => httpSnapshot({ 'GET /a': change }).routes[0]!;

test('docs/HTTP-API-PIPELINE.md has one heading per step, in their order', async () => {
  const page = await readFile(new URL('../../../../docs/HTTP-API-PIPELINE.md', import.meta.url), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['selectStage', 'chooseRelease', ...steps.names()]);
});

test('a route that uses everything takes every step, in order', () => {
  const route = definition({
    authorization: { type: 'JWT', authorizerId: 'a1', scopes: [] },
    apiKeyRequired: true,
    requestChecks: { requiredParameters: [], bodyModels: { 'application/json': 'Pet' } },
  });
  const own = {
    ofIntegration,
    mapResponseParameters: { name: 'mapResponseParameters', run: pass },
    replaceCorsHeaders: { name: 'replaceCorsHeaders', run: pass },
  };
  const taken = steps.of({ definition: route, integrationReadsBody: true }, own);
  expect([steps.route(buildHttpRoutes([]), null).name, ...names(taken)]).toEqual(steps.names());
});

test('steps that a route does not use are left out of its list', () => {
  const own = { ofIntegration, mapResponseParameters: null, replaceCorsHeaders: null };
  expect(names(steps.of({ definition: definition({}), integrationReadsBody: false }, own))).toEqual([
    'throttle',
    'buildIntegrationRequest',
    'callIntegration',
    'buildMethodResponse',
  ]);
});
