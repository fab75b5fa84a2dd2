import type { Model } from './model.js';

/**
 * The two models that CreateRestApi, but not an import, gives to an API (recorded: models). `ids`: one for
 * each.
 */
export const defaultModels = (
  restApiId: string,
  [emptyId, errorId]: readonly [string, string],
): readonly [Model, Model] => [
  {
    restApiId,
    id: emptyId,
    name: 'Empty',
    description: 'This is a default empty schema model',
    contentType: 'application/json',
    schema: schemaText({ title: 'Empty Schema', type: 'object' }),
  },
  {
    restApiId,
    id: errorId,
    name: 'Error',
    description: 'This is a default error schema model',
    contentType: 'application/json',
    schema: schemaText({
      title: 'Error Schema',
      type: 'object',
      properties: { message: { type: 'string' } },
    }),
  },
];

const schemaText = (schema: object): string =>
  JSON.stringify({ $schema: 'http://json-schema.org/draft-04/schema#', ...schema }, null, 2);
