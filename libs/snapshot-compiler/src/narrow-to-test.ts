import type { FrozenDefinition, Method } from '#libs/api-definition';

/** A method by its resource and its own name, which may be ANY. */
export interface TestedMethod {
  readonly resourceId: string;
  readonly httpMethod: string;
}

/**
 * A definition with nothing in it but what the test of one method needs: what is wrong with other methods
 * does not matter, and who may call the API is not asked (developer guide: "Use the API Gateway console to
 * test a REST API method").
 */
export function narrowToTest(definition: FrozenDefinition, tested: TestedMethod | null): FrozenDefinition {
  const { restApi } = definition;
  return {
    ...definition,
    restApi: {
      ...restApi,
      policy: null,
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { ...restApi.endpointConfiguration, types: ['REGIONAL'] },
    },
    resources: definition.resources.filter(({ id }) => id === tested?.resourceId),
    methods: definition.methods.filter((method) => isTested(method, tested)).map(open),
    authorizers: [],
  };
}

const isTested = (method: Method, tested: TestedMethod | null): boolean =>
  method.resourceId === tested?.resourceId && method.httpMethod === tested.httpMethod;

// A test shows an API key to every method (`test-invoke-api-key` in published events), so that each counts as
// one that asks for it.
const open = (method: Method): Method => ({
  ...method,
  authorizationType: 'NONE',
  authorizerId: null,
  apiKeyRequired: true,
});
