import type { HttpSecurityScheme } from './import-http-security.js';
import { routeSecurity } from './route-security.js';

const errorsOf = (operation: object): readonly string[] => {
  const notes = { infos: [], warnings: [], errors: [] as string[] };
  const security = routeSecurity(
    { operation, root: {} },
    new Map(),
    { routeKey: 'GET /pets', hasRestFeatures: false },
    notes,
  );
  return notes.errors.length > 0 ? notes.errors : [security.authorizationType];
};

test.each([
  [{ type: 'AWS_IAM' }, 'AWS_IAM'],
  [{ type: 'none' }, 'NONE'],
  [{}, "Unable to create route 'GET /pets': Invalid authorization type specified: {}"],
  [{ typ: 'x' }, `Unable to create route 'GET /pets': Invalid authorization type specified: {"typ":"x"}`],
  [{ type: 'JWT' }, "Unable to create route 'GET /pets': Invalid authorization type specified: JWT"],
])('an authorization that is asked for and not understood makes no open route: %j', (auth, said) => {
  expect(errorsOf({ 'x-amazon-apigateway-auth': auth })).toEqual([said]);
});

test('an operation that asks for nothing is open', () => expect(errorsOf({})).toEqual(['NONE']));

const ignored = new Map<string, HttpSecurityScheme>([['oauth', { kind: 'ignored' }]]);
const warningsOf = (operation: object): readonly string[] => {
  const notes = { infos: [], warnings: [] as string[], errors: [] };
  routeSecurity({ operation, root: {} }, ignored, { routeKey: 'GET /pets', hasRestFeatures: false }, notes);
  return notes.warnings;
};

test('a route that is left open, since nothing that it asks for has an authorizer, is named', () => {
  const open = "The route 'GET /pets' is open: no security scheme that it asks for has an authorizer.";
  expect(warningsOf({ security: [{ oauth: [] }] })).toEqual([open]);
  expect(warningsOf({ security: [{ oauth: [] }], 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } })).toEqual(
    [],
  );
  expect(warningsOf({ security: [] })).toEqual([]);
});
