import {
  GetRestApiCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  type PutMode,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const everybody = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' };
const policy = { Version: '2012-10-17', Statement: { ...everybody, Resource: 'execute-api:/*' } };
const arnOf = (restApiId: string): string => `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/*`;
const document = (extensions: object): Uint8Array =>
  Buffer.from(
    JSON.stringify({ openapi: '3.0.1', info: { title: 't', version: '1' }, paths: {}, ...extensions }),
  );
const importApi = async (extensions: object): Promise<string> =>
  (await plane.client.send(new ImportRestApiCommand({ body: document(extensions) }))).id!;
const put = (restApiId: string, extensions: object, mode: PutMode) =>
  plane.client.send(new PutRestApiCommand({ restApiId, mode, body: document(extensions) }));

/** As responses show it, read. */
async function shown(restApiId: string): Promise<unknown> {
  const { policy: text } = await plane.client.send(new GetRestApiCommand({ restApiId }));
  return text === undefined ? undefined : JSON.parse(JSON.parse(`"${text}"`) as string);
}

test.each([
  ['a map', policy],
  ['a text', JSON.stringify(policy)],
])('a document brings its policy along, given as %s', async (_, given) => {
  const id = await importApi({ 'x-amazon-apigateway-policy': given });
  expect(await shown(id)).toEqual({ ...policy, Statement: { ...everybody, Resource: arnOf(id) } });
});

test('a merge without a policy keeps the one that is there, an overwrite does not', async () => {
  const id = await importApi({ 'x-amazon-apigateway-policy': policy });
  const before = await shown(id);
  await put(id, {}, 'merge');
  expect(await shown(id)).toEqual(before);
  const other = { ...policy, Id: 'other' };
  await put(id, { 'x-amazon-apigateway-policy': other }, 'merge');
  expect(await shown(id)).toMatchObject({ Id: 'other' });
  await put(id, {}, 'overwrite');
  expect(await shown(id)).toBeUndefined();
});

test('a policy that is none fails the import, and nothing is changed', async () => {
  const wrong = { ...policy, Statement: { ...everybody, Principal: { AWS: 'ada' }, Resource: '*' } };
  const refusal =
    '400 BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid.';
  expect(await refusalOf(importApi({ 'x-amazon-apigateway-policy': wrong }))).toBe(refusal);
  const id = await importApi({ 'x-amazon-apigateway-policy': policy });
  const before = await shown(id);
  const refused = put(id, { 'x-amazon-apigateway-policy': wrong }, 'overwrite');
  expect(await refusalOf(refused)).toBe(refusal);
  expect(await shown(id)).toEqual(before);
});
