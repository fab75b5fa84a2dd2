import fc from 'fast-check';
import {
  defaultResponseTemplates,
  gatewayResponseTypes,
  resolveGatewayResponse,
  type GatewayResponseCustomisation,
  type GatewayResponseTypeName,
} from './index.js';

const names = Object.keys(gatewayResponseTypes) as GatewayResponseTypeName[];
const set = (overrides: Partial<GatewayResponseCustomisation> = {}): GatewayResponseCustomisation => ({
  statusCode: null,
  responseParameters: {},
  responseTemplates: {},
  ...overrides,
});

test('all 21 types exist with the listed default status and template', () => {
  const listed = names.map((name) => [name, resolveGatewayResponse(name, {}).statusCode]);
  expect(Object.fromEntries(listed)).toEqual({
    ACCESS_DENIED: '403',
    API_CONFIGURATION_ERROR: '500',
    AUTHORIZER_CONFIGURATION_ERROR: '500',
    AUTHORIZER_FAILURE: '500',
    BAD_REQUEST_BODY: '400',
    BAD_REQUEST_PARAMETERS: '400',
    DEFAULT_4XX: null,
    DEFAULT_5XX: null,
    EXPIRED_TOKEN: '403',
    INTEGRATION_FAILURE: '504',
    INTEGRATION_TIMEOUT: '504',
    INVALID_API_KEY: '403',
    INVALID_SIGNATURE: '403',
    MISSING_AUTHENTICATION_TOKEN: '403',
    QUOTA_EXCEEDED: '429',
    REQUEST_TOO_LARGE: '413',
    RESOURCE_NOT_FOUND: '404',
    THROTTLED: '429',
    UNAUTHORIZED: '401',
    UNSUPPORTED_MEDIA_TYPE: '415',
    WAF_FILTERED: '403',
  });
  for (const name of names) {
    expect(resolveGatewayResponse(name, {})).toMatchObject({
      defaultResponse: true,
      responseParameters: {},
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    });
  }
});

test('an integration failure is served as 500 although 504 is listed, also when set without a status', () => {
  expect(resolveGatewayResponse('INTEGRATION_FAILURE', {}).servedStatusCode).toBe(500);
  expect(resolveGatewayResponse('INTEGRATION_FAILURE', { INTEGRATION_FAILURE: set() }).servedStatusCode).toBe(
    500,
  );
  const customised = { INTEGRATION_FAILURE: set({ statusCode: '502' }) };
  expect(resolveGatewayResponse('INTEGRATION_FAILURE', customised).servedStatusCode).toBe(502);
});

test('what a set type leaves out is its own default', () => {
  const status = resolveGatewayResponse('ACCESS_DENIED', { ACCESS_DENIED: set({ statusCode: '404' }) });
  expect(status).toMatchObject({ statusCode: '404', defaultResponse: false, responseParameters: {} });
  expect(status.responseTemplates).toEqual(defaultResponseTemplates);
  const responseParameters = { 'gatewayresponse.header.X': "'1'" };
  expect(
    resolveGatewayResponse('ACCESS_DENIED', { ACCESS_DENIED: set({ responseParameters }) }),
  ).toMatchObject({
    statusCode: '403',
    responseParameters,
  });
});

test('DEFAULT_4XX and DEFAULT_5XX show in every type of their family that was not set, and only there', () => {
  const customisations = {
    DEFAULT_4XX: set({
      statusCode: '418',
      responseParameters: { 'gatewayresponse.header.X': "'4'" },
      responseTemplates: { 'text/plain': 'teapot' },
    }),
    DEFAULT_5XX: set({ responseTemplates: { 'text/plain': 'oops' } }),
    UNAUTHORIZED: set({ statusCode: '407' }),
    AUTHORIZER_FAILURE: set({ responseParameters: { 'gatewayresponse.header.Y': "'5'" } }),
  };
  for (const name of names) {
    const resolved = resolveGatewayResponse(name, customisations);
    const { statusCode, servedStatusCode } = gatewayResponseTypes[name];
    if (name in customisations) expect(resolved.defaultResponse).toBe(false);
    else if (servedStatusCode < 500) {
      expect(resolved).toEqual({
        ...customisations.DEFAULT_4XX,
        defaultResponse: true,
        servedStatusCode: 418,
        servedStatusIsSet: true,
      });
    } else {
      expect(resolved).toMatchObject({
        statusCode: String(statusCode),
        defaultResponse: true,
        servedStatusCode,
      });
      expect(resolved.responseTemplates).toEqual({ 'text/plain': 'oops' });
    }
  }
  expect(resolveGatewayResponse('UNAUTHORIZED', customisations)).toMatchObject({
    statusCode: '407',
    responseParameters: {},
    responseTemplates: defaultResponseTemplates,
  });
  expect(resolveGatewayResponse('AUTHORIZER_FAILURE', customisations)).toMatchObject({
    statusCode: '500',
    responseTemplates: defaultResponseTemplates,
  });
});

test('whatever is set, a final status is served and a template exists', () => {
  const entry = fc.record({
    statusCode: fc.option(fc.stringMatching(/^[1-5]\d\d$/)),
    responseParameters: fc.dictionary(fc.string(), fc.string()),
    responseTemplates: fc.dictionary(fc.string(), fc.string()),
  });
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), entry),
      fc.constantFrom(...names),
      (customisations, name) => {
        const resolved = resolveGatewayResponse(name, customisations);
        expect(resolved.servedStatusCode).toBeGreaterThanOrEqual(200);
        expect(resolved.servedStatusCode).toBeLessThan(600);
        expect(Object.keys(resolved.responseTemplates)).not.toEqual([]);
      },
    ),
  );
});
