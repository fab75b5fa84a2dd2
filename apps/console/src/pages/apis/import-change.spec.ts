import { importDocument, importedOf, type ImportOptions } from './import-change.js';

const document = {
  name: 'pets.json',
  text: '{}',
  outline: { format: 'JSON', version: 'Swagger 2.0', title: 'Pets', paths: 1 },
} as const;
const options: ImportOptions = {
  kind: 'rest',
  into: null,
  mode: 'merge',
  basepath: 'ignore',
  endpoint: 'REGIONAL',
  failOnWarnings: false,
};
const into = { id: 'a1', name: 'shop' };

test('the operation is that of the kind, and of whether there is an API already', () => {
  const name = (changed: Partial<ImportOptions>) => {
    const step = importDocument(document, { ...options, ...changed }).steps[0]!;
    return 'preview' in step ? null : step.operation.name;
  };
  expect(name({})).toBe('ImportRestApi');
  expect(name({ into })).toBe('PutRestApi');
  expect(name({ kind: 'http' })).toBe('ImportApi');
  expect(name({ kind: 'http', into })).toBe('ReimportApi');
});

test('what takes something away says so', () => {
  expect(importDocument(document, { ...options, into }).danger).toBeUndefined();
  expect(importDocument(document, { ...options, into, mode: 'overwrite' }).danger).toContain('shop');
  expect(importDocument(document, { ...options, kind: 'http', into }).danger).toContain('lost');
});

test('warnings of both versions are told', () => {
  expect(importedOf('rest', { id: 'a', name: 'n', warnings: ['w'] }).warnings).toEqual(['w']);
  expect(importedOf('http', { apiId: 'b', importInfo: ['i'] })).toMatchObject({ id: 'b', warnings: ['i'] });
});
