import { flattenModel } from './flatten-model.js';
import type { Model } from './model.js';

const refTo = (name: string) => ({ $ref: `https://apigateway.amazonaws.com/restapis/a1/models/${name}` });
const model = (name: string, schema: object | string): Model => ({
  restApiId: 'a1',
  id: 'm1',
  name,
  description: null,
  contentType: 'application/json',
  schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
});
const flatten = (root: Model, ...others: Model[]): unknown => JSON.parse(flattenModel(root, others));

test('models that are referred to, near and far, come under definitions', () => {
  expect(
    flatten(
      model('Pets', { type: 'array', items: refTo('Pet') }),
      model('Pet', { properties: { owner: refTo('Owner') } }),
      model('Owner', { type: 'string' }),
      model('Unused', {}),
    ),
  ).toEqual({
    type: 'array',
    items: { $ref: '#/definitions/Pet' },
    definitions: {
      Pet: { properties: { owner: { $ref: '#/definitions/Owner' } } },
      Owner: { type: 'string' },
    },
  });
});

test('references inside a model that was taken in lead to its new place', () => {
  expect(
    flatten(
      model('A', { properties: { b: refTo('B') } }),
      model('B', { $ref: '#/definitions/c', definitions: { c: {}, self: { $ref: '#' } } }),
    ),
  ).toMatchObject({
    definitions: {
      B: { $ref: '#/definitions/B/definitions/c', definitions: { self: { $ref: '#/definitions/B' } } },
    },
  });
});

test('circles end, a name of its own definitions is not overwritten, unknown models stay referred to', () => {
  const own = { type: 'integer' };
  expect(
    flatten(
      model('A', { allOf: [refTo('B'), refTo('Gone')], definitions: { B: own } }),
      model('B', { properties: { a: refTo('A'), b: refTo('B') } }),
    ),
  ).toEqual({
    allOf: [{ $ref: '#/definitions/B_' }, refTo('Gone')],
    definitions: {
      B: own,
      B_: { properties: { a: { $ref: '#' }, b: { $ref: '#/definitions/B_' } } },
    },
  });
});

test('a schema that is not JSON is returned as it is', () => {
  expect(flattenModel(model('X', '<schema/>'), [])).toBe('<schema/>');
});
