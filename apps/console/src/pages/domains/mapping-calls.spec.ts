import { addMapping, changeMapping, mappingOfV1, mappingOfV2, removeMapping } from './mapping-calls.js';

const open = { domainName: 'api.example.com' };
const closed = { domainName: 'pets.internal', domainNameId: 'a1' };
const named = (made: ReturnType<typeof changeMapping>) => made && [made.operation.name, made.input];

test('a mapping of several segments is made by version 2, one without a stage or of a private domain by version 1', () => {
  const to = { path: 'v1/orders', apiId: 'x', stage: 'prod' };
  expect(named(addMapping(open, to))).toEqual([
    'CreateApiMapping',
    { ...open, apiId: 'x', stage: 'prod', apiMappingKey: 'v1/orders' },
  ]);
  expect(named(addMapping(open, { ...to, path: 'v1', stage: '' }))).toEqual([
    'CreateBasePathMapping',
    { ...open, restApiId: 'x', basePath: 'v1' },
  ]);
  expect(named(addMapping(closed, { ...to, path: '' }))).toEqual([
    'CreateBasePathMapping',
    { ...closed, restApiId: 'x', stage: 'prod' },
  ]);
});

test('a mapping is changed in its place, by the version that knows the domain', () => {
  const ofV2 = mappingOfV2({ apiMappingId: 'm', apiMappingKey: 'v1', apiId: 'x', stage: 'prod' });
  expect(changeMapping(open, ofV2, ofV2)).toBeNull();
  expect(named(changeMapping(open, ofV2, { ...ofV2, path: 'v2/a' }))).toEqual([
    'UpdateApiMapping',
    { ...open, apiMappingId: 'm', apiId: 'x', stage: 'prod', apiMappingKey: 'v2/a' },
  ]);
  expect(named(changeMapping(open, ofV2, { ...ofV2, stage: '' }))).toEqual([
    'UpdateBasePathMapping',
    { ...open, basePath: 'v1', patchOperations: [{ op: 'replace', path: '/stage', value: '' }] },
  ]);
  const ofV1 = mappingOfV1({ basePath: '(none)', restApiId: 'x', stage: 'prod' });
  expect(ofV1.path).toBe('');
  expect(named(changeMapping(closed, ofV1, { path: 'v1', apiId: 'y', stage: 'prod' }))).toEqual([
    'UpdateBasePathMapping',
    {
      ...closed,
      basePath: '(none)',
      patchOperations: [
        { op: 'replace', path: '/basePath', value: 'v1' },
        { op: 'replace', path: '/restapiId', value: 'y' },
      ],
    },
  ]);
  expect(named(removeMapping(closed, ofV1))).toEqual([
    'DeleteBasePathMapping',
    { ...closed, basePath: '(none)' },
  ]);
  expect(named(removeMapping(open, ofV2))).toEqual(['DeleteApiMapping', { ...open, apiMappingId: 'm' }]);
});
