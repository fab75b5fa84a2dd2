import type { RestSnapshot } from '#libs/snapshot-format';
import { integrationResponse, lambda, mapping, method, snapshot, templatesOf } from './documents.js';

export const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/**
 * Functions as they can be integrated: proxied, and mapped with the name in the stage variable `fn`.
 */
export function lambdaApi(): RestSnapshot {
  const proxy = { ANY: method(lambda('LAMBDA_PROXY', functionArn('hello'))) };
  const custom = (change = {}, statuses = ['200', '400', '500']) => ({
    ANY: method(lambda('LAMBDA', functionArn('${stageVariables.fn}'), change), {
      methodResponses: Object.fromEntries(statuses.map((status) => [status, { headers: [] }])),
    }),
  });
  return snapshot(
    {
      '/proxy': proxy,
      '/proxy/{id}': proxy,
      '/local': { ANY: method(lambda('LAMBDA_PROXY', functionArn('local'))) },
      '/nobody': { ANY: method(lambda('LAMBDA_PROXY', functionArn('nobody'))) },
      '/get': { ANY: method(lambda('LAMBDA_PROXY', functionArn('hello'), { httpMethod: 'GET' })) },
      '/forbidden-header': custom({ parameters: [mapping('header', 'Authorization', "'x'")] }),
      '/custom': custom(),
      '/template': custom({
        requestTemplates: templatesOf({ 'application/json': '{"who":"$input.params(\'who\')"}' }),
        responses: [
          integrationResponse('200', null, { 'application/json': '{"got":$input.json(\'$.greeting\')}' }),
        ],
      }),
      '/event': custom({ parameters: [mapping('header', 'X-Amz-Invocation-Type', "'Event'")] }),
      '/select': custom({
        responses: [
          integrationResponse('200'),
          integrationResponse('400', '.*four hundred.*', null, {
            'X-Why': 'integration.response.body.errorMessage',
          }),
          integrationResponse('500', '.+'),
        ],
      }),
      '/traced': custom({
        responses: [integrationResponse('200', null, null, { 'X-Amzn-Trace-Id': "'mine'" })],
      }),
      '/any-pattern': custom({ responses: [integrationResponse('400', '.*'), integrationResponse('200')] }),
      '/status-pattern': custom({
        responses: [integrationResponse('200', null), integrationResponse('500', '200')],
      }),
    },
    { binaryMediaTypes: ['image/*', 'application/octet-stream'] },
  );
}
