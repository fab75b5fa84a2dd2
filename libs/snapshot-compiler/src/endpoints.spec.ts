import type { FrozenDefinition } from '#libs/api-definition';
import { sealSnapshot } from '#libs/snapshot-format';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition, compileDeployment } from './compile-deployment.js';
import { firstError } from './diagnostic.js';

const mock = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testdata', 'mock-with-mapped-answers.in.json'), 'utf8'),
) as FrozenDefinition;
const withEndpoint = (
  endpointConfiguration: FrozenDefinition['restApi']['endpointConfiguration'],
  more: Partial<FrozenDefinition['restApi']> = {},
): FrozenDefinition => ({ ...mock, restApi: { ...mock.restApi, endpointConfiguration, ...more } });
const endpointOf = (definition: FrozenDefinition) => compileDeployment(definition).snapshot?.endpoint;
const requiredBy = (definition: FrozenDefinition) =>
  sealSnapshot(compileDeployment(definition).snapshot!).requires;
const isPrivate = { types: ['PRIVATE'], ipAddressType: 'dualstack' } as const;
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }],
});

test('a PRIVATE API without a policy is refused with the text of AWS', () => {
  const definition = withEndpoint(isPrivate);
  expect(endpointOf(definition)).toBeUndefined();
  expect(firstError(checkDefinition(definition))).toBe(
    "Private REST API doesn't have a resource policy attached to it",
  );
});

test('what keeps callers out is in the snapshot, and required', () => {
  const definition = withEndpoint({ ...isPrivate, vpcEndpointIds: ['vpce-2', 'vpce-1'] }, { policy });
  expect(endpointOf(definition)).toEqual({ type: 'PRIVATE', vpcEndpointIds: ['vpce-1', 'vpce-2'] });
  expect(requiredBy(definition)).toEqual(expect.arrayContaining(['private-apis']));
  const strict = withEndpoint(
    { types: ['REGIONAL'], ipAddressType: 'ipv4', vpcEndpointIds: ['vpce-1'] },
    { endpointAccessMode: 'STRICT' },
  );
  expect(endpointOf(strict)).toEqual({ type: 'REGIONAL', isStrict: true });
  expect(requiredBy(strict)).toEqual(expect.arrayContaining(['strict-endpoints']));
});

test('a regional endpoint asks for nothing, an edge one for what its snapshot names', () => {
  expect(endpointOf(withEndpoint({ types: ['REGIONAL'], ipAddressType: 'ipv4' }))).toBeUndefined();
  expect(endpointOf(withEndpoint({ types: ['EDGE'], ipAddressType: 'ipv4' }))).toEqual({ type: 'EDGE' });
});
