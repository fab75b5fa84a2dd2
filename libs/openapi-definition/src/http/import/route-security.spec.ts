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
