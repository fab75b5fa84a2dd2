import { outlineOf } from './document-outline.js';

test('a JSON document tells its version, title and paths', () => {
  expect(outlineOf('{"swagger":"2.0","info":{"title":"Pets"},"paths":{"/a":{},"/b":{}}}')).toEqual({
    format: 'JSON',
    version: 'Swagger 2.0',
    title: 'Pets',
    paths: 2,
  });
});

test('so does one of YAML, quoted or not', () => {
  const yaml = `openapi: "3.0.1" # the version
info:
  version: 1
  title: 'The: pets'
paths:
  /pets:
    get:
      description: |
        /not/a/path
  "/pets/{petId}":
    get: {}
components: {}
`;
  expect(outlineOf(yaml)).toEqual({
    format: 'YAML',
    version: 'OpenAPI 3.0.1',
    title: 'The: pets',
    paths: 2,
  });
});

test('what is no such document has no version', () => {
  expect(outlineOf('{"a":').version).toBeNull();
  expect(outlineOf('hello')).toEqual({ format: 'YAML', version: null, title: null, paths: 0 });
});
