import { readFile } from 'node:fs/promises';
import { nobodyDenied } from '../testing/nobody-denied.js';
import { integrationSteps } from './integration-steps.js';
import type { ServedMethod } from './step.js';
import { WebSocketApiSteps, type Occasion } from './websocket-api-steps.js';

const pass = () => null;
const steps = new WebSocketApiSteps({
  admission: { admit: () => null as never },
  deniedIdentities: nobodyDenied,
  callConnection: pass,
});
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
const ofIntegration = integrationSteps({
  buildIntegrationRequest: pass,
  callIntegration: pass,
  mapIntegrationResponse: pass,
  buildMethodResponse: pass,
});
const usesAll: ServedMethod = {
  definition: { authorization: { type: 'CUSTOM' }, apiKeyRequired: true },
  integrationReadsBody: true,
  checksMessages: true,
};
const usesNothing: ServedMethod = {
  definition: { authorization: { type: 'NONE' }, apiKeyRequired: false },
  integrationReadsBody: false,
};

test('docs/WEBSOCKET-PIPELINE.md has one heading per step of each list, in their order', async () => {
  const page = await readFile(new URL('../../../../docs/WEBSOCKET-PIPELINE.md', import.meta.url), 'utf8');
  const lists = page.split(/^## /m).slice(1);
  const headings: Record<string, unknown> = Object.fromEntries(
    lists.map((list) => [
      list.split('\n', 1)[0]!,
      [...list.matchAll(/^### (.+)$/gm)].map(([, step]) => step),
    ]),
  );
  const inFront = ['selectStage', 'chooseRelease'];
  const of = (occasion: Occasion) => [...inFront, ...steps.names(occasion)];
  expect(headings).toEqual({
    CONNECT: of('CONNECT'),
    MESSAGE: of('MESSAGE'),
    DISCONNECT: of('DISCONNECT'),
    '@connections': of('CALL'),
  });
});

test.each([
  ['$connect', 'CONNECT'],
  ['join', 'MESSAGE'],
  ['$default', 'MESSAGE'],
  ['$disconnect', 'DISCONNECT'],
] as const)('a route that uses everything takes every step, in order: %s', (routeKey, occasion) => {
  const taken = steps.of(routeKey, usesAll, { ofIntegration, isAnswered: true });
  expect(['selectRoute', ...names(taken)]).toEqual(steps.names(occasion));
});

test('messages are not authorized again, nor ends throttled', () => {
  expect(steps.names('MESSAGE')).not.toContain('authorize');
  expect(steps.names('DISCONNECT')).not.toContain('throttle');
});

test('steps that a route does not use are left out of its list', () => {
  const of = (routeKey: string) =>
    names(steps.of(routeKey, usesNothing, { ofIntegration: [], isAnswered: false }));
  expect(of('$connect')).toEqual(['throttle', 'buildRouteResponse']);
  expect(of('join')).toEqual(['throttle', 'buildRouteResponse']);
  expect(of('$disconnect')).toEqual(['buildRouteResponse']);
});

test('calls for connections are signed, whatever the API asks of its callers', () => {
  const served = {
    definition: { authorization: { type: 'AWS_IAM' }, apiKeyRequired: false },
    integrationReadsBody: true,
  };
  expect(['selectRoute', ...names(steps.calls(served))]).toEqual(steps.names('CALL'));
});
