import fc from 'fast-check';
import { newHttpApi, type CorsConfiguration, type HttpApi } from '#libs/api-definition';
import {
  encodeDocument,
  exportHttpDefinition,
  importHttpDefinition,
  readOpenApiDocument,
  type HttpDefinitionImport,
} from '../index.js';
import { anyHttpParts, apiId, comparableHttp } from '../testing/any-http-definition.js';

const owner = { accountId: '123456789012', region: 'eu-west-1' };

function apiOf({
  name = 'pets',
  version,
  description,
  corsConfiguration,
  disableExecuteApiEndpoint,
  tags,
}: HttpDefinitionImport['settings']): HttpApi {
  const made = newHttpApi(
    {
      name,
      version: version ?? null,
      description: description ?? null,
      corsConfiguration,
      disableExecuteApiEndpoint: disableExecuteApiEndpoint ?? null,
      tags,
      protocolType: 'HTTP',
    },
    { owner, apiId, nowMs: 0 },
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

const cors: fc.Arbitrary<CorsConfiguration | null> = fc.constantFrom(null, {
  allowOrigins: ['https://app.test', 'http://*'],
  allowMethods: ['GET', '*'],
  allowHeaders: ['x-a'],
  exposeHeaders: ['x-b'],
  maxAge: 0,
  allowCredentials: true,
});

test.each(['json', 'yaml'] as const)('importing an export as %s gives the same API', (encoding) => {
  fc.assert(
    fc.property(
      anyHttpParts,
      cors,
      fc.boolean(),
      fc.constantFrom<Readonly<Record<string, string>>>({}, { team: 'pets', plain: '' }),
      (parts, corsConfiguration, disableExecuteApiEndpoint, tags) => {
        const api = apiOf({
          name: 'pets',
          version: '1.0',
          description: 'all of them',
          corsConfiguration,
          disableExecuteApiEndpoint,
          tags,
        });
        const document = exportHttpDefinition(parts, { api, stageName: null, includesExtensions: true });
        const read = readOpenApiDocument(Buffer.from(encodeDocument(document, encoding)), owner, 'http');
        if (!read.ok) throw new Error(read.error.message);
        let ids = 0;
        const imported = importHttpDefinition(read.value, {
          apiId,
          basePathMode: 'ignore',
          failsOnWarnings: true,
          existing: null,
          tags: {},
          nextId: () => `new${++ids}`,
        });
        if (!imported.ok) throw new Error(imported.error.message);
        const again = apiOf(imported.value.settings);
        expect(again).toEqual(api);
        expect(comparableHttp(again, imported.value.parts)).toEqual(comparableHttp(api, parts));
        // Routes without an integration are all that it has something to say of.
        const untargeted = parts.routes.filter(({ target }) => target === null);
        expect(imported.value.infos).toHaveLength(untargeted.length);
      },
    ),
    { numRuns: 150 },
  );
});

test('an import over what is there keeps the ids of what keeps its key or name', () => {
  fc.assert(
    fc.property(anyHttpParts, (parts) => {
      const api = apiOf({
        name: 'pets',
        version: '1',
        description: undefined,
        corsConfiguration: null,
        disableExecuteApiEndpoint: false,
        tags: {},
      });
      const document = exportHttpDefinition(parts, { api, stageName: null, includesExtensions: true });
      const read = readOpenApiDocument(Buffer.from(encodeDocument(document, 'json')), owner, 'http');
      if (!read.ok) throw new Error(read.error.message);
      let ids = 0;
      const imported = importHttpDefinition(read.value, {
        apiId,
        basePathMode: 'ignore',
        failsOnWarnings: true,
        existing: parts,
        tags: {},
        nextId: () => `new${++ids}`,
      });
      if (!imported.ok) throw new Error(imported.error.message);
      const sorted = (list: readonly { routeKey: string }[]) =>
        [...list].sort((a, b) => (a.routeKey < b.routeKey ? -1 : 1));
      // Integrations that nothing leads to have no name that they could be known by.
      expect(sorted(imported.value.parts.routes)).toEqual(sorted(parts.routes));
    }),
  );
});
