import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { freezeDefinition } from '#libs/api-definition';
import {
  exportDefinition,
  importDefinition,
  newRestApiOf,
  readExportExtensions,
  readOpenApiDocument,
  type ImportOptions,
} from './index.js';
import { comparable } from './testing/comparable.js';

// Documents, what they make of a RestApi, and how that is exported. TOLLGATE_GOLDEN_UPDATE=1 rewrites the
// outcomes; review them as a diff.
const folder = join(import.meta.dirname, 'testdata');
const files = readdirSync(folder).filter((file) => /\.in\.(?:json|yaml)$/.test(file));

const owner = { accountId: '123456789012', region: 'eu-west-1' };
const identity = { owner, id: 'api1234567', rootResourceId: 'root123456', createdAtMs: 0 };

test.each(files)('%s', async (file) => {
  const result = JSON.parse(JSON.stringify(outcomeOf(readFileSync(join(folder, file))))) as unknown;
  const outcome = join(folder, file.replace(/\.in\.\w+$/, '.out.json'));
  if (process.env.TOLLGATE_GOLDEN_UPDATE || !existsSync(outcome)) {
    if (process.env.CI) throw new Error(`${outcome} is missing`);
    writeFileSync(outcome, await format(JSON.stringify(result), { parser: 'json', printWidth: 110 }));
  }
  expect(result).toEqual(JSON.parse(readFileSync(outcome, 'utf8')));
});

function outcomeOf(body: Buffer): unknown {
  const document = readOpenApiDocument(body, owner);
  if (!document.ok) return document.error;
  let ids = 0;
  const options: ImportOptions = {
    restApiId: identity.id,
    rootResourceId: identity.rootResourceId,
    basePathMode: 'prepend',
    mode: 'overwrite',
    existing: null,
    ignoresDocumentation: false,
    failsOnWarnings: false,
    nextId: () => `id${++ids}`,
  };
  const imported = importDefinition(document.value, options);
  if (!imported.ok) return imported.error;
  const { settings, tree, warnings, documentationVersion } = imported.value;
  const restApi = newRestApiOf(settings, 'REGIONAL', identity);
  if (!restApi.ok) return restApi.error;
  const definition = freezeDefinition(restApi.value, tree.resources, tree.methods, tree);
  const exported = (as: 'swagger' | 'oas30') =>
    exportDefinition(definition, {
      format: as,
      extensions: readExportExtensions('apigateway'),
      name: restApi.value.name,
      description: restApi.value.description,
      deployedAtMs: 0,
      region: owner.region,
      stageName: 'prod',
      documentation:
        documentationVersion === null
          ? null
          : { version: documentationVersion, parts: tree.documentationParts },
    });
  return {
    warnings,
    definition: comparable(definition),
    swagger: exported('swagger'),
    oas30: exported('oas30'),
  };
}
