import {
  CreateRestApiCommand,
  CreateVpcLinkCommand,
  DeleteIntegrationCommand,
  GetIntegrationCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateIntegrationCommand,
  type PatchOperation,
  type PutIntegrationCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let at: { restApiId: string; resourceId: string; httpMethod: string };
const path = (rest = '') =>
  `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/GET/integration${rest}`;

beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'integrations' }));
  at = { restApiId: restApi.id!, resourceId: restApi.rootResourceId!, httpMethod: 'GET' };
  const requestParameters = { 'method.request.path.p': true, 'method.request.header.H': false };
  await plane.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE', requestParameters }));
});
afterAll(() => plane.close());

const http = { type: 'HTTP', integrationHttpMethod: 'POST', uri: 'http://example.com/a' } as const;
const put = (input: Partial<PutIntegrationCommandInput>) =>
  plane.client.send(new PutIntegrationCommand({ ...at, type: 'MOCK', ...input }));
const get = (input: Partial<typeof at> = {}) =>
  plane.client.send(new GetIntegrationCommand({ ...at, ...input }));
const update = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateIntegrationCommand({ ...at, patchOperations }));
const noResource = '404 NotFoundException: Invalid Resource identifier specified';
const noIntegration = '404 NotFoundException: Invalid Integration identifier specified';
const targetArns = [
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/name/50dc6c495c0c9188',
];
const createLink = async (client = plane.client) =>
  (await client.send(new CreateVpcLinkCommand({ name: 'link', targetArns }))).id!;

describe('UpdateIntegration', () => {
  test('200: every path, in any order that ends well', async () => {
    await put({});
    const link = await createLink();
    const changed = await update(
      { op: 'replace', path: '/type', value: 'HTTP_PROXY' },
      { op: 'replace', path: '/httpMethod', value: 'GET' },
      { op: 'replace', path: '/uri', value: 'http://example.com' },
      { op: 'replace', path: '/credentials', value: 'arn:aws:iam::000000000000:role/r' },
      { op: 'replace', path: '/passthroughBehavior', value: 'WHEN_NO_TEMPLATES' },
      { op: 'replace', path: '/timeoutInMillis', value: '1000' },
      { op: 'replace', path: '/cacheNamespace', value: 'ns' },
      { op: 'add', path: '/cacheKeyParameters/method.request.path.p' },
      { op: 'replace', path: '/connectionType', value: 'VPC_LINK' },
      { op: 'replace', path: '/connectionId', value: link },
      { op: 'replace', path: '/tlsConfig/insecureSkipVerification', value: 'true' },
      {
        op: 'add',
        path: '/requestParameters/integration.request.header.Accept',
        value: "'application/json'",
      },
      { op: 'add', path: '/requestTemplates/application~1json', value: '{}' },
      { op: 'replace', path: '/contentHandling', value: 'CONVERT_TO_BINARY' },
    );
    expect(changed).toMatchObject({
      type: 'HTTP_PROXY',
      httpMethod: 'GET',
      uri: 'http://example.com',
      credentials: 'arn:aws:iam::000000000000:role/r',
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      timeoutInMillis: 1000,
      cacheNamespace: 'ns',
      cacheKeyParameters: ['method.request.path.p'],
      connectionType: 'VPC_LINK',
      connectionId: link,
      tlsConfig: { insecureSkipVerification: true },
      requestParameters: { 'integration.request.header.Accept': "'application/json'" },
      requestTemplates: { 'application/json': '{}' },
      contentHandling: 'CONVERT_TO_BINARY',
    });
    const emptied = await update(
      { op: 'remove', path: '/requestTemplates/application~1json' },
      { op: 'remove', path: '/requestParameters/integration.request.header.Accept' },
      { op: 'remove', path: '/cacheKeyParameters/method.request.path.p' },
      { op: 'replace', path: '/connectionType', value: 'INTERNET' },
    );
    expect([emptied.requestTemplates, emptied.requestParameters, emptied.connectionId]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(emptied.cacheKeyParameters).toEqual([]);
  });

  test.each<[PatchOperation, string]>([
    [
      { op: 'replace', path: '/timeoutInMillis', value: '30000' },
      'Timeout should be between 50 ms and 29000 ms',
    ],
    [
      { op: 'replace', path: '/timeoutInMillis', value: 'soon' },
      'Timeout should be between 50 ms and 29000 ms',
    ],
    [{ op: 'replace', path: '/uri', value: 'nonsense' }, 'Invalid HTTP endpoint specified for URI'],
    [{ op: 'replace', path: '/httpMethod', value: '' }, 'Enumeration value for HttpMethod must be non-empty'],
    [
      { op: 'replace', path: '/responseTransferMode', value: 'FAST' },
      'Invalid response transfer mode specified. Valid options are BUFFERED,STREAM',
    ],
    [{ op: 'replace', path: '/requestTemplates', value: 'x' }, 'Invalid patch path /requestTemplates'],
    [
      { op: 'add', path: '/cacheKeyParameters/method.request.querystring.q' },
      'Invalid cache key parameter specified',
    ],
    [
      { op: 'add', path: '/timeoutInMillis', value: '60' },
      'Invalid patch operation specified. Must be one of: [replace]',
    ],
  ])('400: %j', async (operation, message) => {
    await put(http);
    expect(await refusalOf(update(operation))).toBe(`400 BadRequestException: ${message}`);
  });

  test('404: what is not there', async () => {
    expect(await refusalOf(update())).toBe(noIntegration);
    await put({});
    expect(await refusalOf(update({ op: 'remove', path: '/requestParameters/x' }))).toBe(
      '404 NotFoundException: Invalid parameter name specified',
    );
  });
});

describe('GetIntegration and DeleteIntegration', () => {
  test('204, and then 404', async () => {
    await put({});
    const response = await plane.signedFetch(path(), { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await refusalOf(plane.client.send(new DeleteIntegrationCommand(at)))).toBe(noIntegration);
    expect(await refusalOf(get())).toBe(noIntegration);
    expect(await refusalOf(get({ restApiId: 'nothing' }))).toBe(noResource);
  });
});
