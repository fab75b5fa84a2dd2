import { importDefinition, newRestApiOf, readOpenApiDocument, type OpenApiDocument } from '../index.js';
import { goodOpenApi3 } from './testing/good-openapi3.js';
import { goodSwagger } from './testing/good-swagger.js';
import { pathsOf, replacedAt, watched, type Path } from './testing/walk.js';

// No part of a document that an import reads is lost without a word: whatever in a good document is replaced
// by a value of another kind, the document is refused or a warning says what is missing.
const documents = { swagger: goodSwagger, openapi3: goodOpenApi3 };

const owner = { accountId: '123456789012', region: 'eu-west-1' };
const identity = { owner, id: 'api1234567', rootResourceId: 'root123456', createdAtMs: 0 };
const read = (root: unknown) => readOpenApiDocument(Buffer.from(JSON.stringify(root)), owner);

function imported(document: OpenApiDocument) {
  let ids = 0;
  return importDefinition(document, {
    restApiId: identity.id,
    rootResourceId: identity.rootResourceId,
    basePathMode: 'prepend',
    mode: 'overwrite',
    existing: null,
    ignoresDocumentation: false,
    failsOnWarnings: false,
    nextId: () => `id${++ids}`,
  });
}

/** What an import says to a document: `null` without a complaint. */
function complaintOf(root: unknown): string | null {
  const document = read(root);
  if (!document.ok) return document.error.message;
  const result = imported(document.value);
  if (!result.ok) return result.error.message;
  const restApi = newRestApiOf(result.value.settings, undefined, identity);
  if (!restApi.ok) return restApi.error.message;
  return result.value.warnings.length > 0 ? result.value.warnings.join('\n') : null;
}

/** Inside these nothing is lost: they are taken over whole. A list of schemas is as good as one. */
const isKeptAsWritten = (path: Path): boolean =>
  /^x-amazon-apigateway-policy /.test(path.join(' ')) ||
  / (?:properties description|schema items)$/.test(path.join(' '));

/**
 * Values that can stand for none of the others. A list or map where a text belongs, a text where a list or
 * map belongs.
 */
const wrongValuesFor = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return [{}, { k: [] }, 'text', 7, true];
  if (typeof value === 'object') return [[], [{}], 'text', 7, true];
  if (typeof value === 'boolean') return [[], {}, 7, 'text'];
  return [[], {}, ['text'], { k: 'text' }];
};

describe.each(Object.entries(documents))('%s', (_name, good) => {
  test('the good document is good', () => {
    expect(complaintOf(good)).toBeNull();
  });

  test('every member that an import asks for stands in the good document', () => {
    const document = read(good);
    if (!document.ok) throw new Error(document.error.message);
    const asked = new Set<string>();
    const result = imported({ ...document.value, root: watched(document.value.root, asked) });
    expect(result.ok).toBe(true);
    const known = new Set(pathsOf(good).map((path) => String(path.at(-1))));
    expect([...asked].filter((name) => !known.has(name)).sort()).toEqual([]);
  });

  test.each(
    pathsOf(good)
      .filter((path) => !isKeptAsWritten(path))
      .map((path) => [path.join(' > '), path] as const),
  )('%s', (_, path) => {
    const { before, write } = replacedAt(good, path);
    const silent = wrongValuesFor(before).filter((wrong) => complaintOf(write(wrong)) === null);
    expect(silent).toEqual([]);
  });

  test.each([
    'x-amazon-apigateway-api-key-source',
    'x-amazon-apigateway-endpoint-access-mode',
    'x-amazon-apigateway-security-policy',
  ])('a word that %s does not have is refused', (name) => {
    expect(complaintOf({ ...good, [name]: 'WORD' })).toMatch(/^Errors found during import/);
  });
});
