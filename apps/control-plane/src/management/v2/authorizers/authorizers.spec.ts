import {
  CreateAuthorizerCommand,
  CreateModelCommand,
  CreateRouteCommand,
  DeleteAuthorizerCommand,
  DeleteModelCommand,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
  GetModelCommand,
  GetModelsCommand,
  GetModelTemplateCommand,
  UpdateAuthorizerCommand,
  UpdateModelCommand,
  UpdateRouteCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { clientOfV2 } from '../../../testing/client-of-v2.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedHttpApi } from '../../../testing/seed-http-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
  client = clientOfV2(plane);
  ApiId = await seedHttpApi(plane, { tags: { 'tollgate:rest-features': 'on' } });
});
afterAll(() => plane?.close());

const withoutMetadata = ({ $metadata: _, ...output }: { $metadata: unknown }): object => output;
const createJwt = (Name: string) =>
  client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name,
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.com/pool', Audience: ['app'] },
    }),
  );

test('an authorizer is shown as it was made, and changed in what an update names', async () => {
  const made = await createJwt('shown');
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(withoutMetadata(made)).toEqual({
    AuthorizerId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
    Name: 'shown',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://issuer.example.com/pool', Audience: ['app'] },
  });
  const { AuthorizerId } = made;
  const updated = await client.send(
    new UpdateAuthorizerCommand({ ApiId, AuthorizerId, JwtConfiguration: { Audience: ['app', 'web'] } }),
  );
  expect(updated.JwtConfiguration).toEqual({
    Issuer: 'https://issuer.example.com/pool',
    Audience: ['app', 'web'],
  });
  expect(withoutMetadata(await client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId })))).toEqual(
    withoutMetadata(updated),
  );
  const { Items } = await client.send(new GetAuthorizersCommand({ ApiId }));
  expect(Items).toContainEqual(withoutMetadata(updated));
});

test('names are unique in an API', async () => {
  const first = await createJwt('taken');
  const other = await createJwt('other');
  const taken =
    '400 BadRequestException: Authorizer name must be unique. Authorizer taken already exists in this RestApi.';
  expect(await refusalOf(createJwt('taken'))).toBe(taken);
  const rename = client.send(
    new UpdateAuthorizerCommand({ ApiId, AuthorizerId: other.AuthorizerId, Name: 'taken' }),
  );
  expect(await refusalOf(rename)).toBe(taken);
  await client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId: first.AuthorizerId }));
  await client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId: other.AuthorizerId }));
});

test('an authorizer that a route uses keeps its type and stays', async () => {
  const { AuthorizerId } = await createJwt('used');
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'GET /secret', AuthorizationType: 'JWT', AuthorizerId }),
  );
  const inUse = "409 ConflictException: Cannot delete authorizer 'used', is referenced in route: GET /secret";
  expect(await refusalOf(client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId })))).toBe(inUse);
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE' }));
  await client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));
  expect(await refusalOf(client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId })))).toBe(
    '404 NotFoundException: Invalid Authorizer identifier specified',
  );
});

test('models of an API that has them by its tag are kept, shown, and made into templates', async () => {
  const Schema = '{"type":"object","properties":{"name":{"type":"string"}}}';
  const made = await client.send(new CreateModelCommand({ ApiId, Name: 'Pet', Schema }));
  expect(withoutMetadata(made)).toEqual({
    ModelId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
    Name: 'Pet',
    Schema,
    ContentType: 'application/json',
  });
  const { ModelId } = made;
  const taken = client.send(new CreateModelCommand({ ApiId, Name: 'Pet', Schema }));
  expect(await refusalOf(taken)).toBe('409 ConflictException: Model name already exists for this API');
  const updated = await client.send(new UpdateModelCommand({ ApiId, ModelId, Description: 'd' }));
  expect(withoutMetadata(await client.send(new GetModelCommand({ ApiId, ModelId })))).toEqual(
    withoutMetadata(updated),
  );
  expect((await client.send(new GetModelsCommand({ ApiId }))).Items).toEqual([withoutMetadata(updated)]);
  const { Value } = await client.send(new GetModelTemplateCommand({ ApiId, ModelId }));
  expect(Value).toBe(`#set($inputRoot = $input.path('$'))\n{\n  "name" : "foo"\n}`);
  const { RouteId } = await client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'POST /pets',
      RequestModels: { 'application/json': 'Pet' },
    }),
  );
  const inUse =
    "409 ConflictException: Cannot delete model 'Pet', is referenced in route request: POST /pets";
  expect(await refusalOf(client.send(new DeleteModelCommand({ ApiId, ModelId })))).toBe(inUse);
  expect(await refusalOf(client.send(new UpdateModelCommand({ ApiId, ModelId, Name: 'Dog' })))).toBe(inUse);
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, RequestModels: { 'application/json': '' } }));
  await client.send(new DeleteModelCommand({ ApiId, ModelId }));
  expect(await refusalOf(client.send(new GetModelCommand({ ApiId, ModelId })))).toBe(
    '404 NotFoundException: Invalid Model identifier specified',
  );
});

test('an HTTP API as at AWS has no models', async () => {
  const plain = await seedHttpApi(plane);
  const create = client.send(new CreateModelCommand({ ApiId: plain, Name: 'Pet', Schema: '{}' }));
  expect(await refusalOf(create)).toBe(
    '400 BadRequestException: Currently, Models are not permitted for APIs with a protocol type of HTTP',
  );
});
