import { checkHttpModel, checkHttpModelUnused, newHttpModel } from './new-http-model.js';

const schema = '{"type":"object"}';
const model = newHttpModel({ name: 'Pet', schema }, { apiId: 'a', modelId: 'm' });
const webSocket = { protocolType: 'WEBSOCKET', tags: {} } as const;

test('a model is of application/json unless it says something else', () => {
  expect(model).toEqual({
    apiId: 'a',
    modelId: 'm',
    name: 'Pet',
    contentType: 'application/json',
    description: null,
    schema,
  });
});

test('an HTTP API has models by its tag alone', () => {
  const http = { protocolType: 'HTTP', tags: {} } as const;
  expect(checkHttpModel(model, http)).toMatchObject({
    error: { message: 'Currently, Models are not permitted for APIs with a protocol type of HTTP' },
  });
  expect(checkHttpModel(model, { ...http, tags: { 'tollgate:rest-features': 'on' } }).ok).toBe(true);
});

test.each([
  [{ name: '' }, 'Model name must be non-empty'],
  [{ name: 'a-b' }, 'Model name must be alphanumeric: a-b'],
  [{ schema: '' }, 'Model schema must have at least 1 property or array items defined'],
  [
    { schema: 'x'.repeat(32 * 1024 + 1) },
    "Value at 'schema' failed to satisfy constraint: Member must have length less than or equal to 32768",
  ],
])('%j is refused', (members, message) => {
  expect(checkHttpModel({ ...model, ...members }, webSocket)).toMatchObject({ error: { message } });
});

test('a model in use stays, whatever uses it', () => {
  const route = { routeId: 'r', routeKey: 'send', requestModels: { $default: 'Pet' } };
  const response = { routeId: 'r', responseModels: { $default: 'Pet' } };
  const other = {
    name: 'Pets',
    schema: '{"items":{"$ref":"https://apigateway.amazonaws.com/restapis/a/models/Pet"}}',
  };
  const unused = { routes: [], routeResponses: [], models: [{ name: 'Pet', schema }] };
  const messageOf = (users: Partial<Parameters<typeof checkHttpModelUnused>[1]>) => {
    const checked = checkHttpModelUnused('Pet', { ...unused, ...users });
    return checked.ok ? 'unused' : checked.error.message;
  };
  expect(messageOf({})).toBe('unused');
  expect(messageOf({ routes: [route] })).toBe(
    "Cannot delete model 'Pet', is referenced in route request: send",
  );
  expect(messageOf({ routeResponses: [response] })).toBe(
    "Cannot delete model 'Pet', is referenced in route response: r",
  );
  expect(messageOf({ models: [other] })).toBe("Cannot delete model 'Pet', is referenced in model: Pets");
});
