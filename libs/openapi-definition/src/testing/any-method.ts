import fc, { type Arbitrary } from 'fast-check';
import {
  httpMethods,
  type FrozenDefinition,
  type HttpMethod,
  type Integration,
  type Method,
  type MethodResponse,
  type Resource,
} from '#libs/api-definition';
import { contentType, functionUri, key, mapOf, orNull, restApiId, text, unique } from './any-words.js';

/** What a document's format can say differs in places. */
export type Format = 'swagger' | 'oas30';

/** What methods may refer to. */
export interface Known {
  readonly modelNames: readonly string[];
  readonly validators: FrozenDefinition['requestValidators'];
  readonly authorizers: FrozenDefinition['authorizers'];
  readonly format: Format;
}

/** Some methods of a Resource, with responses and integrations. */
export function anyMethods(resource: Resource, known: Known): Arbitrary<readonly Method[]> {
  return unique(fc.constantFrom(...httpMethods), 3).chain((names) =>
    fc.tuple(...names.map((httpMethod) => anyMethod(resource, httpMethod, known))),
  );
}

function anyMethod(resource: Resource, httpMethod: HttpMethod, known: Known): Arbitrary<Method> {
  const models = known.format === 'oas30' ? contentType : fc.constant('application/json');
  const modelMap =
    known.modelNames.length === 0 ? fc.constant(null) : mapOf(models, fc.constantFrom(...known.modelNames));
  const variables = [...resource.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const parameters = mapOf(
    fc
      .tuple(fc.constantFrom('querystring', 'header'), key)
      .map(([place, name]) => `method.request.${place}.${name}`),
    fc.boolean(),
  ).map((map) => {
    const own = Object.entries(map ?? {});
    const names = own.map(([expression]) => expression.split('.').slice(3).join('.'));
    const free = own.filter(
      (_, index) => names.indexOf(names[index]!) === index && !variables.includes(names[index]!),
    );
    const all = [...free, ...variables.map((name) => [`method.request.path.${name}`, true] as const)];
    return all.length > 0 ? Object.fromEntries(all) : null;
  });
  return fc
    .record({
      authorizer: orNull(fc.constantFrom(...known.authorizers, null)),
      isIam: fc.boolean(),
      scopes: orNull(fc.constantFrom(['a/b'], ['a/b', 'c'])),
      apiKeyRequired: fc.boolean(),
      operationName: orNull(text),
      requestValidatorId: orNull(fc.constantFrom(...known.validators.map(({ id }) => id), null)),
      requestParameters: parameters,
      requestModels: modelMap,
      responses: unique(anyMethodResponse(modelMap, known.format), 3, ({ statusCode }) => statusCode),
      methodIntegration: orNull(anyIntegration(resource.id)),
    })
    .map(({ authorizer, isIam, scopes, responses, ...method }) => ({
      ...declaring(method, responses),
      restApiId,
      resourceId: resource.id,
      httpMethod,
      authorizationType: authorizer
        ? authorizer.type === 'COGNITO_USER_POOLS'
          ? 'COGNITO_USER_POOLS'
          : 'CUSTOM'
        : isIam
          ? 'AWS_IAM'
          : 'NONE',
      authorizerId: authorizer?.id ?? null,
      authorizationScopes: authorizer?.type === 'COGNITO_USER_POOLS' ? scopes : null,
    }));
}

/**
 * The method with responses that declare each header that its integration maps; sources that it does not
 * declare become static ones.
 */
function declaring<M extends Pick<Method, 'requestParameters' | 'methodIntegration'>>(
  method: M,
  responses: readonly MethodResponse[],
): M & Pick<Method, 'methodResponses'> {
  const declared = method.requestParameters ?? {};
  const integration = method.methodIntegration;
  const methodResponses = Object.fromEntries(responses.map((response) => [response.statusCode, response]));
  for (const { statusCode, responseParameters } of Object.values(integration?.integrationResponses ?? {})) {
    if (responseParameters === null) continue;
    const before = methodResponses[statusCode] ?? {
      statusCode,
      responseParameters: null,
      responseModels: null,
    };
    const mapped = Object.fromEntries(Object.keys(responseParameters).map((name) => [name, false]));
    methodResponses[statusCode] = {
      ...before,
      responseParameters: { ...mapped, ...before.responseParameters },
    };
  }
  const requestParameters =
    integration?.requestParameters &&
    Object.fromEntries(
      Object.entries(integration.requestParameters).map(([name, source]) => [
        name,
        source.startsWith('method.request.') && !Object.hasOwn(declared, source) ? "'x'" : source,
      ]),
    );
  return {
    ...method,
    methodIntegration: integration && { ...integration, requestParameters: requestParameters ?? null },
    methodResponses,
  };
}

const anyMethodResponse = (modelMap: Arbitrary<Readonly<Record<string, string>> | null>, format: Format) =>
  fc.record({
    statusCode: fc.constantFrom('200', '201', '400', '404', '500'),
    responseParameters: mapOf(
      key.map((name) => `method.response.header.${name}`),
      format === 'oas30' ? fc.boolean() : fc.constant(false),
    ),
    responseModels: modelMap,
  });

function anyIntegration(resourceId: string): Arbitrary<Integration> {
  const target = fc.constantFrom(
    { type: 'MOCK' as const, httpMethod: null, uri: null, connectionType: null, connectionId: null },
    {
      type: 'AWS_PROXY' as const,
      httpMethod: 'POST',
      uri: functionUri,
      connectionType: null,
      connectionId: null,
    },
    {
      type: 'HTTP' as const,
      httpMethod: 'ANY',
      uri: 'https://${stageVariables.host}/{id}',
      connectionType: 'INTERNET' as const,
      connectionId: null,
    },
    {
      type: 'HTTP_PROXY' as const,
      httpMethod: 'GET',
      uri: 'http://example.com/a b'.replace(' ', '%20'),
      connectionType: 'VPC_LINK' as const,
      connectionId: '${stageVariables.link}',
      responseTransferMode: 'STREAM' as const,
      integrationTarget: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/a/b/c',
    },
  );
  return target.chain((chosen) =>
    fc
      .record({
        credentials: orNull(fc.constant('arn:aws:iam::123456789012:role/r')),
        requestParameters: mapOf(
          key.map((name) => `integration.request.header.${name}`),
          fc.constantFrom("'it is'", 'method.request.header.a', 'stageVariables.x'),
        ),
        requestTemplates: mapOf(contentType, text),
        passthroughBehavior: fc.constantFrom(
          'WHEN_NO_MATCH' as const,
          'WHEN_NO_TEMPLATES' as const,
          'NEVER' as const,
        ),
        contentHandling: orNull(fc.constantFrom('CONVERT_TO_BINARY' as const, 'CONVERT_TO_TEXT' as const)),
        timeoutInMillis: fc.constantFrom(29_000, 50, 3000),
        cacheNamespace: fc.constantFrom(resourceId, 'shared'),
        cacheKeyParameters: unique(fc.constantFrom('method.request.path.id', 'method.request.header.a'), 2),
        tlsConfig: orNull(fc.record({ insecureSkipVerification: fc.boolean() })),
        responses: unique(anyIntegrationResponse, 3, ({ statusCode }) => statusCode).map((responses) =>
          responses.filter(
            ({ selectionPattern }, index) =>
              responses.findIndex((other) => other.selectionPattern === selectionPattern) === index,
          ),
        ),
      })
      .map(({ responses, ...integration }) => ({
        ...chosen,
        ...integration,
        integrationResponses: Object.fromEntries(
          responses.map((response) => [response.statusCode, response]),
        ),
      })),
  );
}

const anyIntegrationResponse = fc.record({
  statusCode: fc.constantFrom('200', '400', '500'),
  selectionPattern: orNull(fc.constantFrom('', '4\\d{2}', '.*"x".*', '__proto__', '200')),
  responseParameters: mapOf(
    key.map((name) => `method.response.header.${name}`),
    fc.constantFrom("'*'", 'integration.response.header.a', 'integration.response.body.x'),
  ),
  responseTemplates: mapOf(contentType, orNull(text)),
  contentHandling: orNull(fc.constantFrom('CONVERT_TO_BINARY' as const, 'CONVERT_TO_TEXT' as const)),
});
