import {
  CreateRestApiCommand,
  DeleteGatewayResponseCommand,
  GetGatewayResponseCommand,
  GetGatewayResponsesCommand,
  PutGatewayResponseCommand,
  UpdateGatewayResponseCommand,
  type GatewayResponse,
  type GatewayResponseType,
  type PatchOperation,
  type PutGatewayResponseCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  restApiId = (await plane.client.send(new CreateRestApiCommand({ name: 'gateway responses' }))).id!;
});
afterAll(() => plane.close());

type Put = Partial<PutGatewayResponseCommandInput>;
const put = (responseType: GatewayResponseType, input: Put = {}) =>
  plane.client.send(new PutGatewayResponseCommand({ restApiId, responseType, ...input }));
const get = (responseType: GatewayResponseType) =>
  plane.client.send(new GetGatewayResponseCommand({ restApiId, responseType }));
const list = async (): Promise<GatewayResponse[]> =>
  (await plane.client.send(new GetGatewayResponsesCommand({ restApiId }))).items ?? [];
const update = (responseType: GatewayResponseType, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateGatewayResponseCommand({ restApiId, responseType, patchOperations }));
const remove = (responseType: GatewayResponseType) =>
  plane.client.send(new DeleteGatewayResponseCommand({ restApiId, responseType }));

const defaultTemplates = { 'application/json': '{"message":$context.error.messageString}' };
const header = 'gatewayresponse.header.x-why';
const builtIn = (responseType: string, statusCode?: string) => ({
  responseType,
  ...(statusCode && { statusCode }),
  defaultResponse: true,
  responseParameters: {},
  responseTemplates: defaultTemplates,
});

/** Recorded: gateway responses, default codes. */
const defaults = [
  builtIn('ACCESS_DENIED', '403'),
  builtIn('API_CONFIGURATION_ERROR', '500'),
  builtIn('AUTHORIZER_CONFIGURATION_ERROR', '500'),
  builtIn('AUTHORIZER_FAILURE', '500'),
  builtIn('BAD_REQUEST_BODY', '400'),
  builtIn('BAD_REQUEST_PARAMETERS', '400'),
  builtIn('DEFAULT_4XX'),
  builtIn('DEFAULT_5XX'),
  builtIn('EXPIRED_TOKEN', '403'),
  builtIn('INTEGRATION_FAILURE', '504'),
  builtIn('INTEGRATION_TIMEOUT', '504'),
  builtIn('INVALID_API_KEY', '403'),
  builtIn('INVALID_SIGNATURE', '403'),
  builtIn('MISSING_AUTHENTICATION_TOKEN', '403'),
  builtIn('QUOTA_EXCEEDED', '429'),
  builtIn('REQUEST_TOO_LARGE', '413'),
  builtIn('RESOURCE_NOT_FOUND', '404'),
  builtIn('THROTTLED', '429'),
  builtIn('UNAUTHORIZED', '401'),
  builtIn('UNSUPPORTED_MEDIA_TYPE', '415'),
  builtIn('WAF_FILTERED', '403'),
];

describe('200', () => {
  test('GetGatewayResponses lists all 21 types with their defaults', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/gatewayresponses`);
    expect([response.status, await response.json()]).toEqual([200, { item: defaults }]);
  });

  test('types come in pages, too', async () => {
    const first = await plane.client.send(new GetGatewayResponsesCommand({ restApiId, limit: 20 }));
    const next = new GetGatewayResponsesCommand({ restApiId, limit: 20, position: first.position });
    const second = await plane.client.send(next);
    expect([first.items?.length, second.items?.length, second.position]).toEqual([20, 1, undefined]);
  });

  test('DEFAULT_4XX shows in every 4xx type that was not set, and in no other', async () => {
    await put('ACCESS_DENIED', { responseParameters: { [header]: "'denied'" } });
    await put('DEFAULT_4XX', { statusCode: '499', responseTemplates: { 'text/plain': 'no' } });
    const shown = Object.fromEntries((await list()).map((item) => [item.responseType ?? '', item]));
    expect(shown['THROTTLED']).toEqual({
      ...builtIn('THROTTLED', '499'),
      responseTemplates: { 'text/plain': 'no' },
    });
    expect(shown['DEFAULT_4XX']).toMatchObject({ statusCode: '499', defaultResponse: false });
    expect(shown['ACCESS_DENIED']).toEqual({
      ...builtIn('ACCESS_DENIED', '403'),
      defaultResponse: false,
      responseParameters: { [header]: "'denied'" },
    });
    expect(shown['AUTHORIZER_FAILURE']).toEqual(builtIn('AUTHORIZER_FAILURE', '500'));
    expect(await get('THROTTLED')).toMatchObject({ statusCode: '499', defaultResponse: true });
  });

  test('UpdateGatewayResponse sets a type that was not set, from its default', async () => {
    const changed = await update('DEFAULT_4XX', { op: 'replace', path: '/statusCode', value: '418' });
    expect(changed).toMatchObject({
      statusCode: '418',
      defaultResponse: false,
      responseTemplates: defaultTemplates,
    });
    const second = await update(
      'DEFAULT_4XX',
      { op: 'add', path: `/responseParameters/${header}`, value: "'x'" },
      { op: 'replace', path: '/responseTemplates/application~1json', value: '{}' },
      { op: 'add', path: '/responseTemplates/text~1plain', value: 'x' },
      { op: 'remove', path: '/responseTemplates/text~1plain' },
    );
    expect(second).toMatchObject({
      statusCode: '418',
      responseParameters: { [header]: "'x'" },
      responseTemplates: { 'application/json': '{}' },
    });
  });

  test('an update without operations does not set the type', async () => {
    expect(await update('THROTTLED')).toMatchObject(builtIn('THROTTLED', '429'));
    expect(await get('THROTTLED')).toMatchObject({ defaultResponse: true });
  });
});

describe('201', () => {
  test.each<[Put, object]>([
    [{ statusCode: '404' }, { statusCode: '404' }],
    [
      { responseParameters: { [header]: 'context.requestId' } },
      { responseParameters: { [header]: 'context.requestId' } },
    ],
    [{ responseTemplates: { 'text/plain': 'x' } }, { responseTemplates: { 'text/plain': 'x' } }],
  ])('PutGatewayResponse %j leaves the rest at the default', async (input, members) => {
    // What was set before does not stay.
    await put('QUOTA_EXCEEDED', {
      statusCode: '400',
      responseParameters: { 'gatewayresponse.header.b': "'b'" },
    });
    const response = await put('QUOTA_EXCEEDED', input);
    const { $metadata, ...shown } = response;
    expect($metadata.httpStatusCode).toBe(201);
    expect(shown).toEqual({ ...builtIn('QUOTA_EXCEEDED', '429'), defaultResponse: false, ...members });
  });
});

test('202: DeleteGatewayResponse goes back to the default', async () => {
  await put('UNAUTHORIZED', { statusCode: '400' });
  expect((await remove('UNAUTHORIZED')).$metadata.httpStatusCode).toBe(202);
  expect(await get('UNAUTHORIZED')).toMatchObject(builtIn('UNAUTHORIZED', '401'));
});

describe('400', () => {
  test.each<[PatchOperation, string]>([
    [
      { op: 'add', path: '/statusCode', value: '400' },
      '400 BadRequestException: Invalid patch path /statusCode',
    ],
    [{ op: 'remove', path: '/statusCode' }, '400 BadRequestException: Invalid patch path /statusCode'],
    [{ op: 'replace', path: '/wrongPath' }, '400 BadRequestException: Invalid patch path /wrongPath'],
    [{ op: 'replace' }, '400 BadRequestException: Invalid patch path null'],
    [
      { op: 'add', path: '/responseTemplates/application~1json' },
      '400 BadRequestException: Invalid null or empty value in responseTemplates',
    ],
    [
      { op: 'add', path: `/responseParameters/${header}` },
      '400 BadRequestException: Invalid null or empty value in responseParameters',
    ],
    [
      { op: 'add', path: '/responseParameters/x', value: "'x'" },
      '400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: x]',
    ],
  ])('UpdateGatewayResponse %j', async (operation, refusal) => {
    expect(await refusalOf(update('THROTTLED', operation))).toBe(refusal);
  });

  test('unknown types and status codes break constraints of the wire', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/gatewayresponses/NO_SUCH`);
    expect(response.headers.get('x-amzn-errortype')).toBe('ValidationException');
    expect(await response.json()).toEqual({
      message: expect.stringMatching(
        /^1 validation error detected: Value 'NO_SUCH' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: \[REQUEST_TOO_LARGE, /,
      ) as string,
    });
    expect(await refusalOf(put('THROTTLED', { statusCode: '999' }))).toMatch(/^400 ValidationException: /);
  });
});

describe('404', () => {
  test('a type that was not set cannot be deleted', async () => {
    expect(await refusalOf(remove('THROTTLED'))).toBe(
      '404 NotFoundException: Gateway response type not defined on api',
    );
  });

  test('what is not there cannot be replaced', async () => {
    const value = "'x'";
    const parameter = update('THROTTLED', { op: 'replace', path: `/responseParameters/${header}`, value });
    expect(await refusalOf(parameter)).toBe('404 NotFoundException: Invalid parameter name specified');
  });

  test('an unknown RestApi is named by every operation', async () => {
    restApiId = 'nope';
    const refusals = await Promise.all(
      [list(), get('THROTTLED'), put('THROTTLED'), update('THROTTLED'), remove('THROTTLED')].map(refusalOf),
    );
    expect(new Set(refusals)).toEqual(
      new Set(['404 NotFoundException: Invalid API identifier specified 000000000000:nope']),
    );
  });
});
