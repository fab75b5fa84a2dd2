import type { Method, MethodResponse } from '#libs/api-definition';
import { present } from './present.js';

/**
 * The part of a method that plain OpenAPI can say (recorded: export). `prefix` comes before model names in
 * references.
 */
export const exportOperation = (method: Method, format: 'swagger' | 'oas30', prefix: string): object =>
  format === 'swagger' ? swaggerOperation(method, prefix) : oas30Operation(method, prefix);

function swaggerOperation(method: Method, prefix: string): object {
  const responses = Object.values(method.methodResponses);
  const bodies = [...new Set(Object.values(method.requestModels ?? {}))].map((model) => ({
    in: 'body',
    name: model,
    required: true,
    schema: { $ref: prefix + model },
  }));
  const parameters = parametersOf(method).map((parameter) => ({ ...parameter, type: 'string' }));
  return {
    ...present('operationId', method.operationName),
    ...present('consumes', consumesOf(method)),
    ...present('produces', producesOf(method)),
    ...present('parameters', [...parameters, ...bodies]),
    responses: responsesOf(responses, ({ statusCode, responseModels, responseParameters }) => {
      const [model] = Object.values(responseModels ?? {});
      return {
        description: describe(statusCode),
        ...(model !== undefined && { schema: { $ref: prefix + model } }),
        ...present(
          'headers',
          headersOf(responseParameters, () => ({ type: 'string' })),
        ),
      };
    }),
  };
}

function oas30Operation(method: Method, prefix: string): object {
  const content = (models: Readonly<Record<string, string>> | null): object =>
    Object.fromEntries(
      Object.entries(models ?? {}).map(([type, model]) => [type, { schema: { $ref: prefix + model } }]),
    );
  return {
    ...present('operationId', method.operationName),
    ...present(
      'parameters',
      parametersOf(method).map(({ name, in: place, required }) => ({
        name,
        in: place,
        ...present('required', required),
        schema: { type: 'string' },
      })),
    ),
    ...(method.requestModels && { requestBody: { content: content(method.requestModels), required: true } }),
    responses: responsesOf(
      Object.values(method.methodResponses),
      ({ statusCode, responseModels, responseParameters }) => ({
        description: describe(statusCode),
        ...present(
          'headers',
          headersOf(responseParameters, (required) => ({
            ...present('required', required),
            schema: { type: 'string' },
          })),
        ),
        content: content(responseModels),
      }),
    ),
  };
}

/** Written for every response, whatever its documentation says (recorded: export). */
const describe = (statusCode: string): string => `${statusCode} response`;

const responsesOf = (
  responses: readonly MethodResponse[],
  write: (response: MethodResponse) => object,
): object => Object.fromEntries(responses.map((response) => [response.statusCode, write(response)]));

const places: Readonly<Record<string, string>> = { path: 'path', querystring: 'query', header: 'header' };

function parametersOf({ requestParameters }: Method) {
  return Object.entries(requestParameters ?? {}).map(([key, required]) => {
    const [, , place, ...name] = key.split('.');
    return { name: name.join('.'), in: places[place ?? ''] ?? 'query', required };
  });
}

const headerPrefix = 'method.response.header.';

const headersOf = (
  parameters: MethodResponse['responseParameters'],
  write: (required: boolean) => object,
): object =>
  Object.fromEntries(
    Object.entries(parameters ?? {}).map(([key, required]) => [
      key.slice(headerPrefix.length),
      write(required),
    ]),
  );

/** What the body may be; of a MOCK method without a model, what its templates take (recorded: export). */
function consumesOf({ requestModels, methodIntegration }: Method): readonly string[] {
  if (requestModels) return Object.keys(requestModels);
  return methodIntegration?.type === 'MOCK' ? Object.keys(methodIntegration.requestTemplates ?? {}) : [];
}

/** What responses may be; of a MOCK method without models, what its templates write (found: export). */
function producesOf({ methodResponses, methodIntegration }: Method): readonly string[] {
  const ofModels = Object.values(methodResponses).flatMap(({ responseModels }) =>
    Object.keys(responseModels ?? {}),
  );
  if (ofModels.length > 0 || methodIntegration?.type !== 'MOCK') return [...new Set(ofModels)];
  const ofTemplates = Object.values(methodIntegration.integrationResponses).flatMap(({ responseTemplates }) =>
    Object.keys(responseTemplates ?? {}),
  );
  return [...new Set(ofTemplates)];
}
