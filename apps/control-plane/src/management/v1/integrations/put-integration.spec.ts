import {
  CreateRestApiCommand,
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetIntegrationCommand,
  GetMethodCommand,
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
const noMethod = '404 NotFoundException: Invalid Method identifier specified';
const noIntegration = '404 NotFoundException: Invalid Integration identifier specified';
const targetArns = [
  'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/name/50dc6c495c0c9188',
];
const createLink = async (client = plane.client) =>
  (await client.send(new CreateVpcLinkCommand({ name: 'link', targetArns }))).id!;
const noLink = '404 NotFoundException: Invalid Vpc Link identifier specified';
const linked = (connectionId: string) => ({ ...http, connectionType: 'VPC_LINK', connectionId }) as const;
const common = () => ({
  passthroughBehavior: 'WHEN_NO_MATCH',
  timeoutInMillis: 29_000,
  cacheNamespace: at.resourceId,
  cacheKeyParameters: [],
});
const lambda = (form: string) => `arn:aws:apigateway:us-east-1:lambda:${form}`;
const invocation = 'functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

describe('PutIntegration', () => {
  test('201: MOCK has neither uri nor method, whatever is given', async () => {
    const body = { type: 'MOCK', httpMethod: 'POST', uri: 'http://example.com' };
    const response = await plane.signedFetch(path(), { method: 'PUT', body });
    expect([response.status, await response.json()]).toEqual([201, { type: 'MOCK', ...common() }]);
  });

  test('201: HTTP has a connection type, AWS has none', async () => {
    const { $metadata: _, ...created } = await put(http);
    expect(created).toEqual({
      type: 'HTTP',
      httpMethod: 'POST',
      uri: 'http://example.com/a',
      connectionType: 'INTERNET',
      ...common(),
    });
    const uri = lambda(`path/2015-03-31/${invocation}`);
    const { $metadata: __, ...proxy } = await put({ type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri });
    expect(proxy).toEqual({ type: 'AWS_PROXY', httpMethod: 'POST', uri, ...common() });
  });

  test('201: everything given comes back, templates verbatim', async () => {
    const given = {
      ...http,
      type: 'HTTP_PROXY',
      uri: 'https://${stageVariables.host}/{p}?q={q}',
      connectionType: 'VPC_LINK',
      connectionId: '${stageVariables.link}',
      credentials: 'arn:aws:iam::000000000000:role/r',
      requestParameters: {
        'integration.request.path.p': 'method.request.path.p',
        'integration.request.header.h': "'x'",
      },
      requestTemplates: { 'application/json': '{statusCode: 200}' },
      passthroughBehavior: 'NEVER',
      contentHandling: 'CONVERT_TO_TEXT',
      timeoutInMillis: 50,
      cacheNamespace: 'ns',
      cacheKeyParameters: ['method.request.path.p'],
      tlsConfig: { insecureSkipVerification: true },
    } as const;
    const created = await put({ ...given, cacheKeyParameters: [...given.cacheKeyParameters] });
    const { integrationHttpMethod, ...shown } = given;
    expect(created).toMatchObject({ ...shown, httpMethod: integrationHttpMethod });
    const { $metadata: _, ...read } = await get();
    const { $metadata: __, ...wanted } = created;
    expect(read).toEqual(wanted);
    expect((await plane.client.send(new GetMethodCommand(at))).methodIntegration).toEqual(wanted);
  });

  test('400: parameters that the method does not declare cannot be mapped, put or patched; what is declared, in all its values, can', async () => {
    const undeclared = (...names: string[]) =>
      '400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [' +
      `${names.map((name) => `Invalid mapping expression parameter specified: ${name}`).join(', ')}]`;
    const mapping = (source: string) => ({ 'integration.request.header.x': source });
    for (const source of ['header.A', 'querystring.p', 'path.proxy', 'multivalueheader.A']) {
      expect(await refusalOf(put({ requestParameters: mapping(`method.request.${source}`) }))).toBe(
        undeclared(`method.request.${source}`),
      );
    }
    expect(
      await refusalOf(
        put({
          requestParameters: {
            'integration.request.header.x': 'method.request.header.A',
            'integration.request.header.y': 'method.request.header.H',
            'integration.request.header.z': 'method.request.querystring.b',
          },
        }),
      ),
    ).toBe(undeclared('method.request.header.A', 'method.request.querystring.b'));
    for (const source of [
      'method.request.path.p',
      'method.request.header.H',
      'method.request.multivalueheader.H',
      'method.request.body.a',
      'stageVariables.v',
      'context.stage',
      "'x'",
    ]) {
      expect(await put({ requestParameters: mapping(source) })).toMatchObject({
        requestParameters: mapping(source),
      });
    }
    const add = (value: string) =>
      update({ op: 'add', path: '/requestParameters/integration.request.header.A', value });
    expect(await refusalOf(add('method.request.header.A'))).toBe(undeclared('method.request.header.A'));
    expect(await get()).toMatchObject({ requestParameters: mapping("'x'") });
    await add('method.request.header.H');
  });

  test('201: how the response is transferred and what a link leads to are kept, absent unless given', async () => {
    const integrationTarget = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/a/b/c';
    expect(await put({ ...http, responseTransferMode: 'STREAM', integrationTarget })).toMatchObject({
      responseTransferMode: 'STREAM',
      integrationTarget,
    });
    const patched = await update(
      { op: 'replace', path: '/responseTransferMode', value: 'BUFFERED' },
      { op: 'remove', path: '/integrationTarget' },
    );
    expect(patched).toMatchObject({ responseTransferMode: 'BUFFERED' });
    expect(await get()).not.toHaveProperty('integrationTarget');
    expect(await put(http)).not.toHaveProperty('responseTransferMode');
    await update({ op: 'replace', path: '/integrationTarget', value: integrationTarget });
    expect(await get()).toMatchObject({ integrationTarget });
  });

  test('201: a second one replaces the first', async () => {
    await put({ ...http, requestTemplates: { 'a/b': 'x' } });
    expect((await put({})).requestTemplates).toBeUndefined();
  });

  const noEnumeration = 'Enumeration value for HttpMethod must be non-empty';
  const noArn = 'Invalid ARN specified in the request';
  const noPath = 'AWS ARN for integration must contain path or action';
  const onlyLambda =
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.";
  const badTimeout = 'Timeout should be between 50 ms and 29000 ms';
  test.each<[string, object, string]>([
    ['HTTP without a method', { ...http, integrationHttpMethod: undefined }, noEnumeration],
    ['AWS without a method', { type: 'AWS', uri: lambda('path/x') }, noEnumeration],
    [
      'a uri that is not http',
      { ...http, uri: 'ftp://example.com' },
      'Invalid HTTP endpoint specified for URI',
    ],
    ['no uri', { ...http, uri: undefined }, 'Invalid HTTP endpoint specified for URI'],
    ['a bad ARN', { type: 'AWS', integrationHttpMethod: 'POST', uri: 'bad-arn:lambda:path/x' }, noArn],
    [
      'an IAM ARN',
      { type: 'AWS', integrationHttpMethod: 'POST', uri: 'arn:aws:iam::000000000000:role/r' },
      noPath,
    ],
    [
      'a Lambda ARN of no shape',
      { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: lambda('test/x') },
      noPath,
    ],
    [
      'AWS_PROXY to S3',
      { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:s3:path/b' },
      onlyLambda,
    ],
    [
      'AWS_PROXY to a random path',
      { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: lambda('path/random/value/x') },
      onlyLambda,
    ],
    ['a timeout too short', { timeoutInMillis: 49 }, badTimeout],
    ['a timeout too long', { timeoutInMillis: 29_001 }, badTimeout],
    [
      'a malformed parameter',
      { requestParameters: { x: "'y'" } },
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: x]',
    ],
    [
      'a cache key parameter that the method does not declare',
      { cacheKeyParameters: ['method.request.path.p', 'method.request.path.other'] },
      'Invalid cache key parameter specified',
    ],
    [
      'a template for no content type',
      { requestTemplates: { 123: 'x' } },
      'Validation Result: warnings : [], errors : [Invalid content type specified: 123]',
    ],
  ])('400: %s', async (_, input, message) => {
    expect(await refusalOf(put(input))).toBe(`400 BadRequestException: ${message}`);
    expect(await refusalOf(get())).toBe(noIntegration);
  });

  test('400: a type that is none, and parameters that are not text', async () => {
    expect(await refusalOf(put({ type: 'X' as never }))).toBe(
      "400 ValidationException: 1 validation error detected: Value 'X' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
    );
    const body = { type: 'MOCK', requestParameters: { 'integration.request.header.x': true } };
    const response = await plane.signedFetch(path(), { method: 'PUT', body });
    expect([response.headers.get('x-amzn-errortype'), await response.json()]).toEqual([
      'SerializationException',
      { message: 'class java.lang.Boolean can not be converted to an String' },
    ]);
  });

  test('404: a link that is not there, not one of the caller, or on its way out; nothing has changed then', async () => {
    await put(linked(await createLink()));
    const before = await get();
    const leaving = await createLink();
    await plane.client.send(new DeleteVpcLinkCommand({ vpcLinkId: leaving }));
    const elsewhere = await createLink(plane.clientFor('eu-west-1'));
    for (const id of ['none', leaving, elsewhere]) {
      expect(await refusalOf(put(linked(id)))).toBe(noLink);
      expect(await refusalOf(update({ op: 'replace', path: '/connectionId', value: id }))).toBe(noLink);
    }
    expect((await get()).connectionId).toBe(before.connectionId);
  });

  test('of a put that names a link and a delete of the link at once, one is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const vpcLinkId = await createLink();
      const removal = plane.client.send(new DeleteVpcLinkCommand({ vpcLinkId }));
      const outcomes = await Promise.allSettled([removal, put(linked(vpcLinkId))]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await put({});
    }
  });

  test('404: the resource first, then the method', async () => {
    expect(await refusalOf(put({ resourceId: 'nothing' }))).toBe(noResource);
    expect(await refusalOf(put({ httpMethod: 'PUT' }))).toBe(noMethod);
  });
});
