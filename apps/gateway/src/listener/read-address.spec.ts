import { createAddressReader } from './read-address.js';

const read = createAddressReader('localhost');

test.each([
  ['abc123.execute-api.us-east-1.localhost:8080', 'us-east-1'],
  ['abc123.execute-api.us-east-1.localhost', 'us-east-1'],
  ['abc123.execute-api.localhost:8080', null],
  ['ABC123.Execute-Api.localhost'.replace('Execute-Api', 'execute-api'), null],
])('host %s names the API', (host, region) => {
  expect(read(host, '/dev/pets?x=1')).toEqual({
    apiId: 'abc123',
    region,
    stageName: 'dev',
    path: '/pets',
    query: 'x=1',
  });
});

test('the path form names the API on any host', () => {
  expect(read('127.0.0.1:8080', '/_aws/execute-api/abc123/dev/pets/7')).toEqual({
    apiId: 'abc123',
    region: null,
    stageName: 'dev',
    path: '/pets/7',
    query: '',
  });
});

test('an API host is never read as the path form: what is below it belongs to that API', () => {
  expect(read('abc123.execute-api.localhost', '/_aws/execute-api/other/dev')).toMatchObject({
    apiId: 'abc123',
    stageName: '_aws',
  });
});

test.each([
  ['/dev', 'dev', ''],
  ['/dev/', 'dev', '/'],
  ['//dev//pets', 'dev', '//pets'],
  ['/', '', ''],
  ['/dev?a=/b', 'dev', ''],
])('target %s is stage "%s" and path "%s"', (target, stageName, path) => {
  expect(read('abc123.execute-api.localhost', target)).toMatchObject({ stageName, path });
});

test.each([
  'abc123.execute-api.us-east-1.example.com',
  'abc123.execute-api.a.b.localhost',
  'abc123.execute-api.notlocalhost',
  'abc123.execute-api..localhost',
  '.execute-api.localhost',
  'localhost:8080',
])('host %s names no API', (host) => {
  expect(read(host, '/dev')).toBeNull();
});
