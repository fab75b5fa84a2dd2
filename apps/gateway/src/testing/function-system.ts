import type { HttpApiFunctionIntegration } from '#libs/snapshot-format';
import { httpApiId, httpFunction, httpSnapshot, httpStage } from './http-documents.js';
import { startFunction, type TestFunction } from './test-function.js';
import { startTestSystem, type TestSystem } from './test-gateway.js';

/** The API whose function is called with payload 1.0; that of `httpHost` is called with 2.0. */
export const hostOfV1 = 'h1payload1.execute-api.localhost';

/** A function behind an API for each payload format, with the stages `$default` and `dev`. */
export interface FunctionSystem extends TestSystem {
  readonly called: TestFunction;
}

export async function startFunctionSystem(): Promise<FunctionSystem> {
  const called = await startFunction();
  const system = await startTestSystem({
    aws: {
      credentials: () => null,
      endpointUrls: {},
      endpointUrl: null,
      functionUrls: new Map([['called', called.url]]),
    },
  });
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:called';
  const routeKeys = [
    'GET /',
    'ANY /pets/{id}',
    'GET /pets/{id}/toys/{toy}',
    'ANY /files/{proxy+}',
    '$default',
  ];
  for (const version of ['2.0', '1.0'] as const) {
    const restApiId = version === '2.0' ? httpApiId : hostOfV1.split('.', 1)[0]!;
    const integration: HttpApiFunctionIntegration = httpFunction(arn, version);
    const routes = Object.fromEntries(routeKeys.map((routeKey) => [routeKey, integration]));
    const document = httpSnapshot(routes, { restApiId });
    await system.deploy(document, httpStage({ restApiId }));
    await system.deploy(document, httpStage({ restApiId, stageName: 'dev', variables: { color: 'blue' } }));
  }
  return {
    ...system,
    called,
    async stop() {
      await system.stop();
      await called.close();
    },
  };
}
