import { mapPatches } from '../../../kit/patches.js';
import type { Change } from '../../../kit/review/change.js';
import {
  PutIntegration,
  PutIntegrationResponse,
  PutMethod,
  PutMethodResponse,
  UpdateMethodResponse,
  type MethodResponse,
  type Resource,
} from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import type { MethodAt } from '../method/method-at.js';
import { methodsOf } from './resource-tree.js';

/** What a browser of another origin may do with a resource. */
export interface Cors {
  readonly origin: string;
  readonly headers: string;
  readonly methods: readonly string[];
}

/** The headers that AWS's console proposes. */
export const defaultCorsHeaders = 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token';

const every = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** The methods that a resource has beside OPTIONS, and OPTIONS. */
export function corsMethods(resource: Pick<Resource, 'resourceMethods'>): readonly string[] {
  const methods = methodsOf(resource);
  return methods.includes('ANY') ? every : [...new Set([...methods, 'OPTIONS'])];
}

const header = (name: string) => `method.response.header.Access-Control-Allow-${name}`;

/** The headers as an integration response sets them: values in single quotes are taken as they are. */
const corsValues = ({ origin, headers, methods }: Cors): Record<string, string> => ({
  [header('Headers')]: `'${headers}'`,
  [header('Methods')]: `'${methods.join(',')}'`,
  [header('Origin')]: `'${origin}'`,
});

const responsesOfCodes = (codes: Record<string, unknown> | undefined): readonly string[] =>
  Object.keys(codes ?? {});

/**
 * Lets browsers of other origins call a resource: an OPTIONS method that a MOCK integration answers, and
 * `Access-Control-Allow-Origin` in the responses of the other methods that are mapped here, not by a proxy
 * integration (AWS page "Enable CORS on a resource using the API Gateway console").
 */
export function enableCors(restApiId: string, resource: Resource, cors: Cors): Change {
  const { id: resourceId = '', path = '', resourceMethods = {} } = resource;
  const at = { restApiId, resourceId, httpMethod: 'OPTIONS' };
  const values = corsValues(cors);
  const declared = Object.fromEntries(Object.keys(values).map((name) => [name, false]));
  const hasOptions = 'OPTIONS' in resourceMethods;
  const mapped = Object.entries(resourceMethods).flatMap(([httpMethod, method]) => {
    const codes = responsesOfCodes(method.methodIntegration?.integrationResponses);
    return httpMethod === 'OPTIONS' ? [] : codes.map((statusCode) => ({ httpMethod, method, statusCode }));
  });
  const origin = header('Origin');
  return {
    title: `Enable CORS for ${path}`,
    alterations: [
      {
        what: 'Method OPTIONS',
        from: hasOptions ? 'as it is now' : null,
        to: 'open to all, answered by a MOCK integration with 200',
      },
      ...Object.entries(values).map(([name, to]) => ({
        what: `OPTIONS 200: ${name.slice('method.response.header.'.length)}`,
        from: null,
        to,
      })),
      ...mapped.map(({ httpMethod, method, statusCode }) => ({
        what: `${httpMethod} ${statusCode}: Access-Control-Allow-Origin`,
        from:
          method.methodIntegration?.integrationResponses?.[statusCode]?.responseParameters?.[origin] ?? null,
        to: `'${cors.origin}'`,
      })),
    ],
    steps: [
      ...(hasOptions ? [] : [call(PutMethod, { ...at, authorizationType: 'NONE' })]),
      call(PutIntegration, {
        ...at,
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
      }),
      ...declare(at, resourceMethods['OPTIONS']?.methodResponses?.['200'], '200', declared, {
        responseModels: hasModelEmpty(resource) ? { 'application/json': 'Empty' } : {},
      }),
      call(PutIntegrationResponse, { ...at, statusCode: '200', responseParameters: values }),
      ...mapped.flatMap(({ httpMethod, method, statusCode }) => {
        const to = { restApiId, resourceId, httpMethod };
        const known = method.methodResponses?.[statusCode];
        const answer = method.methodIntegration!.integrationResponses![statusCode]!;
        return [
          ...declare(to, known, statusCode, { [origin]: false }),
          call(PutIntegrationResponse, {
            ...to,
            ...answer,
            statusCode,
            responseParameters: { ...answer.responseParameters, [origin]: `'${cors.origin}'` },
          }),
        ];
      }),
    ],
    confirm: 'Enable CORS',
  };
}

/** Declares headers of a response: one that is there already is not put again, the service refuses that. */
function declare(
  at: MethodAt,
  known: MethodResponse | undefined,
  statusCode: string,
  headers: Readonly<Record<string, boolean>>,
  others: Partial<MethodResponse> = {},
) {
  if (!known) return [call(PutMethodResponse, { ...at, ...others, statusCode, responseParameters: headers })];
  const { responseParameters = {} } = known;
  // What is declared already stays as it is, required or not.
  const patchOperations = mapPatches('/responseParameters', responseParameters, {
    ...headers,
    ...responseParameters,
  });
  return patchOperations.length === 0
    ? []
    : [call(UpdateMethodResponse, { ...at, statusCode, patchOperations })];
}

/** An imported API has the models of its document alone; one that is used is there. */
const hasModelEmpty = ({ resourceMethods = {} }: Resource): boolean =>
  Object.values(resourceMethods).some(({ methodResponses = {} }) =>
    Object.values(methodResponses).some(({ responseModels = {} }) =>
      Object.values(responseModels).includes('Empty'),
    ),
  );
