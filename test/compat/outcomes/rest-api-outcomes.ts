import { replace, type Known } from '../step.js';
import { names, noCount, noRival, atOnceOnly, always, type OutcomesOf } from './outcome.js';
import { badPath, badPathOf, badPosition, noApi, noResource, nowhere, position, reached } from './texts.js';

const api = ({ restApiId }: Known) => ({ restApiId });
const document = (paths: object) =>
  Buffer.from(JSON.stringify({ openapi: '3.0.1', info: { title: 't', version: '1' }, paths }));
const notADocument = Buffer.from('{');
const notAPolicy = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"ada"},"Action":"*","Resource":"*"}}';
const badPolicy =
  'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.';
const threeResources = document({ '/a': {}, '/b': {}, '/c': {} });

/** RestApi and Resource. */
export const restApiOutcomes: OutcomesOf<
  | 'CreateRestApi'
  | 'GetRestApi'
  | 'GetRestApis'
  | 'UpdateRestApi'
  | 'DeleteRestApi'
  | 'ImportRestApi'
  | 'PutRestApi'
  | 'CreateResource'
  | 'GetResource'
  | 'GetResources'
  | 'UpdateResource'
  | 'DeleteResource'
> = {
  CreateRestApi: {
    400: [
      [() => ({ name: 'n', description: '' }), 'Description cannot be an empty string'],
      [() => ({ name: 'n', policy: notAPolicy }), badPolicy],
    ],
    404: [[() => ({ name: 'n', cloneFrom: 'nope' }), noApi]],
    409: noRival,
    429: [[() => ({ name: 'n' }), reached('edgeRestApis')]],
  },
  GetRestApi: { 400: names, 404: [[() => nowhere, noApi]] },
  GetRestApis: { 400: [[() => ({ position }), badPosition]], 404: always },
  UpdateRestApi: {
    400: [
      [(known) => ({ ...api(known), ...replace('/nope', 'x') }), badPath],
      [(known) => ({ ...api(known), ...replace('/policy', notAPolicy) }), badPolicy],
    ],
    404: [[() => ({ ...nowhere, ...replace('/name', 'x') }), noApi]],
    409: noRival,
    429: [
      [
        ({ regionalId }) => ({
          restApiId: regionalId,
          ...replace('/endpointConfiguration/types/REGIONAL', 'EDGE'),
        }),
        reached('edgeRestApis'),
      ],
    ],
  },
  DeleteRestApi: {
    400: [
      [
        api,
        'Deleting RestApi {restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: api.contract.test',
      ],
    ],
    404: [[() => nowhere, noApi]],
    409: atOnceOnly,
  },
  ImportRestApi: {
    400: [[() => ({ body: notADocument }), 'Invalid OpenAPI input.']],
    404: 'it is given a document, not a name',
    409: noRival,
    429: [
      [() => ({ body: document({}) }), reached('edgeRestApis')],
      [
        () => ({ body: threeResources, parameters: { endpointConfigurationTypes: 'PRIVATE' } }),
        reached('resourcesPerRestApi'),
      ],
    ],
  },
  PutRestApi: {
    400: [[(known) => ({ ...api(known), body: notADocument }), 'Invalid OpenAPI input.']],
    404: [[() => ({ ...nowhere, body: document({}) }), noApi]],
    409: atOnceOnly,
    429: [[(known) => ({ ...api(known), body: threeResources }), reached('resourcesPerRestApi')]],
  },
  CreateResource: {
    400: [
      [
        ({ restApiId, greedyId }) => ({ restApiId, parentId: greedyId, pathPart: 'x' }),
        'Cannot create a child of a resource with a greedy path variable: {all+}',
      ],
    ],
    404: [
      [({ rootId }) => ({ ...nowhere, parentId: rootId, pathPart: 'x' }), noResource],
      [({ restApiId }) => ({ restApiId, parentId: 'nope', pathPart: 'x' }), noResource],
    ],
    409: [
      [
        ({ restApiId, rootId }) => ({ restApiId, parentId: rootId, pathPart: 'animals' }),
        'Another resource with the same parent already has this name: animals',
      ],
    ],
    429: [
      [
        ({ restApiId, rootId }) => ({ restApiId, parentId: rootId, pathPart: 'more' }),
        reached('resourcesPerRestApi'),
      ],
    ],
  },
  GetResource: {
    404: [
      [({ resourceId }) => ({ ...nowhere, resourceId }), noResource],
      [({ restApiId }) => ({ restApiId, resourceId: 'nope' }), noResource],
    ],
  },
  GetResources: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateResource: {
    400: [
      [
        ({ restApiId, resourceId }) => ({ restApiId, resourceId, ...replace('/nope', 'x') }),
        badPathOf('/parentId, /pathPart'),
      ],
    ],
    404: [
      [({ resourceId }) => ({ ...nowhere, resourceId, ...replace('/pathPart', 'x') }), noResource],
      [({ restApiId }) => ({ restApiId, resourceId: 'nope', ...replace('/pathPart', 'x') }), noResource],
      [
        ({ restApiId, resourceId }) => ({ restApiId, resourceId, ...replace('/parentId', 'nope') }),
        noResource,
      ],
    ],
    409: [
      [
        ({ restApiId, greedyId }) => ({
          restApiId,
          resourceId: greedyId,
          ...replace('/pathPart', 'animals'),
        }),
        'Another resource with the same parent already has this name: animals',
      ],
    ],
    429: noCount,
  },
  DeleteResource: {
    400: [
      [({ restApiId, rootId }) => ({ restApiId, resourceId: rootId }), 'Root resource cannot be deleted.'],
    ],
    404: [
      [({ resourceId }) => ({ ...nowhere, resourceId }), noResource],
      [({ restApiId }) => ({ restApiId, resourceId: 'nope' }), noResource],
    ],
    409: 'its methods and children go with it',
  },
};
