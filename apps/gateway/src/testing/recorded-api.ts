import type { RestSnapshot } from '#libs/snapshot-format';
import {
  awsService,
  http,
  lambda,
  mapping,
  method,
  mock,
  mockMethod,
  integrationResponse,
  snapshot,
  templatesOf,
} from './documents.js';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const members = (of: string) => `#foreach($key in ${of}.keySet())$key #end`;

/**
 * What a MOCK's request template prints, and the status that it leads to where there is a default response
 * alone.
 */
export const mockStatuses: Record<string, readonly [request: string, status: number]> = {
  zero: ['{"statusCode": 0}', 200],
  negative: ['{"statusCode": -1}', 200],
  unquoted: ['{statusCode: 200}', 200],
  text: ['{"statusCode": "200"}', 500],
  unclosed: ['{"statusCode": 200', 500],
};

/** The methods that were called at AWS for what `recorded-responses.spec.ts` holds. */
export function recordedApi(backendOrigin: string): RestSnapshot {
  const to = (change = {}) => ({ ANY: method(http('HTTP', `${backendOrigin}/b`, change)) });
  const printing = (template: string, request = '{"statusCode": 200}', change = {}) => ({
    ANY: method({
      ...mock({ 'application/json': request }, [
        integrationResponse('200', null, { 'application/json': template }),
      ]),
      ...change,
    }),
  });
  return snapshot(
    {
      '/mock': { ANY: mockMethod('{}') },
      '/no-template': { ANY: method(mock({}, [integrationResponse('200')])) },
      '/http': to(),
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backendOrigin}/b`)) },
      '/function': { ANY: method(lambda('LAMBDA_PROXY', functionArn)) },
      '/function-mapped': {
        ANY: method(
          lambda('LAMBDA_PROXY', functionArn, {
            parameters: [mapping('header', 'X-Mapped', "'1'"), mapping('querystring', 'q', "'1'")],
            requestTemplates: templatesOf({ 'application/json': '{"printed":true}' }),
            passthroughBehavior: 'NEVER',
          }),
        ),
      },
      '/custom': { ANY: method(lambda('LAMBDA', functionArn)) },
      '/html': {
        ANY: method(
          lambda('LAMBDA', functionArn, {
            responses: [
              integrationResponse(
                '200',
                null,
                { 'text/html': "<p>$input.path('$.who')</p>" },
                { 'Content-Type': "'text/html'" },
              ),
            ],
          }),
        ),
      },
      '/queue': {
        ANY: method(
          awsService('sqs:path/000000000000/q', {
            parameters: [mapping('header', 'Content-Type', "'application/x-www-form-urlencoded'")],
            requestTemplates: templatesOf({
              'application/json': 'Action=SendMessage&MessageBody=$input.body',
            }),
          }),
        ),
      },
      '/context': printing(members('$context')),
      '/identity': printing(
        '#foreach($key in $context.identity.keySet())$key=$context.identity.get($key);#end$context.get("identity")',
      ),
      '/overrides': printing(
        `${members('$context.requestOverride')}| ${members('$context.responseOverride')}|${members('$context.authorizer')}|`,
      ),
      '/null': printing(
        "[$input.path('$.none')$input.path('$.none.of.it')]#if($input.path('$.none') == '')empty#end",
      ),
      '/unquoted/{id}': printing('{"id": $input.params().path.id, "q": "$input.params(\'none\')"}'),
      ...Object.fromEntries(
        (['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const).map((passthroughBehavior) => [
          `/passthrough/${passthroughBehavior}`,
          printing('printed', '{statusCode: 200}', { passthroughBehavior }),
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(mockStatuses).map(([path, [request]]) => [
          `/status/${path}`,
          printing('printed', request),
        ]),
      ),
      '/templated': to({ requestTemplates: templatesOf({ 'application/json': '$input.body.x' }) }),
      '/endpoint-id': {
        ANY: method(
          awsService('sqs:path/000000000000/q', {
            responses: [
              integrationResponse(
                '200',
                null,
                { 'application/json': '$context.awsEndpointRequestId/$context.stage' },
                { 'X-Their-Id': 'context.awsEndpointRequestId' },
              ),
            ],
          }),
        ),
      },
      '/nested-error': {
        ANY: method(
          lambda('LAMBDA', functionArn, {
            responses: [
              integrationResponse('200', '.*trace.*', null, {
                'X-Function': 'integration.response.body.errorMessage.trace.function',
                'X-Message': 'integration.response.body.errorMessage',
                'X-None': 'integration.response.body.errorMessage.trace.none',
              }),
            ],
          }),
        ),
      },
      '/twice': {
        ANY: method(
          http('HTTP_PROXY', `${backendOrigin}/b?testQs=bar`, {
            parameters: [mapping('querystring', 'testQs', "'foo'")],
          }),
        ),
      },
      '/unmapped/{who}': { ANY: method(http('HTTP_PROXY', `${backendOrigin}/{who}`)) },
    },
    {
      gatewayResponses: {
        INTEGRATION_FAILURE: { statusCode: null, responseParameters: {}, responseTemplates: {} },
      },
    },
  );
}
