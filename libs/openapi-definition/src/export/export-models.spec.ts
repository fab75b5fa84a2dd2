import type { Model } from '#libs/api-definition';
import { exportModels, schemaPrefix } from './export-models.js';

const model = (name: string, schema: object, more: Partial<Model> = {}): Model => ({
  restApiId: 'api',
  id: name,
  name,
  description: null,
  contentType: 'application/json',
  schema: JSON.stringify(schema),
  ...more,
});

test('references lead into the document, also those inside the same schema; words that are data stay', () => {
  const exported = exportModels(
    [
      model('A', {
        $schema: 'http://json-schema.org/draft-04/schema#',
        title: 'An A',
        properties: {
          b: { $ref: 'https://apigateway.amazonaws.com/restapis/api/models/B' },
          own: { $ref: '#/properties/b' },
          self: { $ref: '#' },
          word: { enum: [{ $ref: '#' }] },
        },
      }),
    ],
    schemaPrefix('swagger'),
  );
  expect(exported).toEqual({
    ok: true,
    value: {
      A: {
        title: 'An A',
        properties: {
          b: { $ref: '#/definitions/B' },
          own: { $ref: '#/definitions/A/properties/b' },
          self: { $ref: '#/definitions/A' },
          word: { enum: [{ $ref: '#' }] },
        },
      },
    },
  });
});

test('a description that the schema does not have is added to it', () => {
  const exported = exportModels([model('A', { type: 'string' }, { description: 'd' })], '#/');
  expect(exported).toEqual({ ok: true, value: { A: { type: 'string', description: 'd' } } });
});

test('what is not JSON cannot be described', () => {
  const exported = exportModels([model('X', {}, { contentType: 'text/xml' })], '#/');
  expect(exported).toMatchObject({ ok: false, error: { message: 'Only found non-JSON body models for X' } });
});
