import fc from 'fast-check';
import { freezeDefinition, type FrozenDefinition } from '#libs/api-definition';
import {
  encodeDocument,
  exportDefinition,
  importDefinition,
  newRestApiOf,
  readExportExtensions,
  readOpenApiDocument,
} from './index.js';
import { anyDefinition } from './testing/any-definition.js';
import { comparable } from './testing/comparable.js';

const owner = { accountId: '123456789012', region: 'eu-west-1' };

function exported(definition: FrozenDefinition, format: 'oas30' | 'swagger'): object {
  const document = exportDefinition(definition, {
    format,
    extensions: readExportExtensions('apigateway'),
    name: 'any',
    description: null,
    deployedAtMs: 0,
    region: owner.region,
    stageName: 'prod',
    documentation: null,
  });
  if (!document.ok) throw new Error(document.error.message);
  return document.value;
}

describe.each(['oas30', 'swagger'] as const)('%s', (format) => {
  test.each(['json', 'yaml'] as const)('importing an export as %s gives the same definition', (encoding) => {
    fc.assert(
      fc.property(anyDefinition(owner, format), (definition) => {
        const document = exported(definition, format);
        const read = readOpenApiDocument(Buffer.from(encodeDocument(document, encoding)), owner);
        if (!read.ok) throw new Error(read.error.message);
        let ids = 0;
        const { restApi } = definition;
        const imported = importDefinition(read.value, {
          restApiId: restApi.id,
          rootResourceId: restApi.rootResourceId,
          basePathMode: 'ignore',
          mode: 'overwrite',
          existing: null,
          ignoresDocumentation: false,
          failsOnWarnings: true,
          nextId: () => `new${++ids}`,
        });
        if (!imported.ok) throw new Error(imported.error.message);
        const created = newRestApiOf(imported.value.settings, restApi.endpointConfiguration.types[0], {
          owner,
          id: restApi.id,
          rootResourceId: restApi.rootResourceId,
          createdAtMs: 0,
        });
        if (!created.ok) throw new Error(created.error.message);
        const { tree } = imported.value;
        const again = freezeDefinition(created.value, tree.resources, tree.methods, tree);
        expect(comparable(again)).toEqual(comparable(definition));
        // What exports make of maps are lists, whose order counts.
        expect(exported(again, format)).toMatchObject({ paths: (document as { paths: object }).paths });
      }),
      { numRuns: 150 },
    );
  });
});
