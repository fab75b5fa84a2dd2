import type { SnapshotMethod } from '#libs/snapshot-format';
import type { Invocation } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';
import type { IsBinary } from './mapping/binary-media-types.js';
import { activateAwsService } from './aws-service/aws-service.js';
import { convertProxied } from './http/convert-proxied.js';
import { activateHttp } from './http/http.js';
import { activateHttpProxy } from './http/http-proxy.js';
import { activateLambda } from './lambda/lambda.js';
import { activateLambdaProxy } from './lambda/lambda-proxy.js';
import { activateMock } from './mock/mock.js';

/** An integration as it serves: templates and mappings compiled, everything decided that does not depend on the request. */
export interface ActiveIntegration {
  /** Whether something reads the caller's body whole, so that it must be in memory before the integration request is built. */
  readonly readsBody: boolean;
  /** Sets `integrationRequest`. A promise when it must first ask who the call is from. */
  readonly buildRequest: (invocation: Invocation) => Verdict | Promise<Verdict>;
  /** Sets `integrationAnswer`. */
  readonly call: (invocation: Invocation) => Verdict | Promise<Verdict>;
  /** Sets `answer` from the integration response that the answer selects; null for proxies, which have none. */
  readonly mapResponse: ((invocation: Invocation) => Verdict) | null;
  /** Checks `answer` against the method responses; a proxy sets it here. */
  readonly buildResponse: (invocation: Invocation) => Verdict;
}

/** Compiles a method's integration. Throws for what no snapshot may hold; the snapshot is then refused. */
export function activateIntegration(method: SnapshotMethod, isBinary: IsBinary): ActiveIntegration {
  const { integration, methodResponses } = method;
  switch (integration.type) {
    case 'MOCK':
      return activateMock(integration, methodResponses, isBinary);
    case 'HTTP':
      return activateHttp(integration, methodResponses, isBinary);
    case 'HTTP_PROXY':
      return convertProxied(activateHttpProxy(integration), integration.contentHandling ?? null, isBinary);
    case 'AWS_SERVICE':
      return activateAwsService(integration, methodResponses, isBinary);
    case 'LAMBDA':
      return activateLambda(integration, methodResponses, isBinary);
    case 'LAMBDA_PROXY':
      return activateLambdaProxy(integration, isBinary);
  }
}
