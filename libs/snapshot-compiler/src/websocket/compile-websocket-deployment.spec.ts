import { freezeHttpDefinition, type FrozenHttpDefinition } from '#libs/api-definition';
import { sealSnapshot } from '#libs/snapshot-format';
import { httpApiWith } from '#libs/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileWebSocketDeployment } from './compile-websocket-deployment.js';

const read = (name: string) =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, 'testdata', `${name}.in.json`), 'utf8'),
  ) as FrozenHttpDefinition;

test('one definition gives one snapshot, byte for byte, in whatever order its parts and members come', () => {
  const shuffled = <T>(list: readonly T[]) =>
    fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  const membersShuffled = <T extends object>(part: T) =>
    shuffled(Object.entries(part)).map((entries) => Object.fromEntries(entries) as T);
  const partsShuffled = <T extends object>(parts: readonly T[]) =>
    fc.tuple(...parts.map(membersShuffled)).chain((list) => shuffled(list));
  for (const name of ['every-integration', 'guarded-connect']) {
    const definition = read(name);
    const bytesOf = (of: FrozenHttpDefinition) => sealSnapshot(compileWebSocketDeployment(of).snapshot!).body;
    const expected = bytesOf(definition);
    fc.assert(
      fc.property(
        partsShuffled(definition.routes),
        partsShuffled(definition.integrations),
        partsShuffled(definition.integrationResponses),
        partsShuffled(definition.models),
        (routes, integrations, integrationResponses, models) =>
          expect(bytesOf({ ...definition, routes, integrations, integrationResponses, models })).toBe(
            expected,
          ),
      ),
      { numRuns: 30 },
    );
  }
});

test('what tags make of connections is frozen with the definition, and with that of no other protocol', () => {
  const tags = { 'tollgate:close-at-expiry': 'on', 'tollgate:permessage-deflate': 'on', other: 'x' };
  const { api: _, ...parts } = read('every-integration');
  const compiled = (protocolType: 'HTTP' | 'WEBSOCKET') => {
    const frozen = freezeHttpDefinition(
      httpApiWith({ protocolType, tags, routeSelectionExpression: '$request.body.action' }),
      parts,
    );
    return { frozen, snapshot: compileWebSocketDeployment(frozen).snapshot };
  };
  expect(compiled('WEBSOCKET').snapshot).toMatchObject({ closesAtExpiry: true, compressesMessages: true });
  expect(compiled('HTTP').frozen.api).not.toHaveProperty('closesAtExpiry');
  expect(compiled('WEBSOCKET').frozen.api).not.toHaveProperty('tags');
});

test('disableSchemaValidation leaves messages unchecked, whatever models their routes name', () => {
  const definition = read('guarded-connect');
  const { snapshot } = compileWebSocketDeployment({
    ...definition,
    api: { ...definition.api, disableSchemaValidation: true },
  });
  expect(snapshot).toMatchObject({ validatesMessages: false });
  expect(snapshot).not.toHaveProperty('models');
  for (const route of snapshot!.routes) expect(route).not.toHaveProperty('messageModels');
});
