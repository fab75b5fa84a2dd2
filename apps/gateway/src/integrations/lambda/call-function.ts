import { compileUriTemplate } from '#libs/mapping-templates';
import type { LambdaIntegration } from '#libs/snapshot-format';
import type { ExchangeWithResult, Sendable } from '../../invocation/exchange.js';
import type { Invocation, Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import { callAndRead } from '../transport/call-and-read.js';
import { functionAddress } from './function-address.js';
import { forbiddenHeader } from '../aws/forbidden-headers.js';
import { compileSignAs, type AwsCall } from '../aws/sign-as.js';
import type { IntegrationServices } from '../integration-services.js';
import type { BackendPools } from '../transport/backend-pools.js';
import { headerOf } from '../../http/raw-headers.js';

/** What a function is called with. */
export interface FunctionCall {
  /** Null: nothing, which Lambda takes for an empty event. */
  readonly payload: string | Buffer | null;
  /** `Event`: nobody waits for the function. */
  readonly invocationType: string;
  /** `X-Amzn-Trace-Id`, with Root, Parent and Sampled. */
  readonly trace: string;
}

const noPath = Object.freeze({});

/** Why every call of this integration fails; null when it does not. */
export function alwaysFails({
  httpMethod,
  parameters,
}: Pick<LambdaIntegration, 'httpMethod' | 'parameters'>): string | null {
  if (httpMethod !== 'POST') return `functions are invoked by POST, not ${httpMethod}`;
  const header = forbiddenHeader(parameters);
  return header === null ? null : `the header ${header} cannot be mapped`;
}

/** Compiles the making of the Invoke request of an integration's function, signed as `compileSignAs` says. */
export function compileFunctionCall(
  integration: Pick<LambdaIntegration, 'region' | 'functionArn' | 'credentials' | 'streamsResponse'>,
  services: IntegrationServices,
): (invocation: Routed, call: FunctionCall) => AwsCall | Promise<AwsCall> {
  const signAs = compileSignAs(integration.credentials, services);
  const renderArn = compileUriTemplate(integration.functionArn);
  return (invocation, call) => {
    const { payload } = call;
    const arn = renderArn({ path: noPath, stageVariables: invocation.stage.release.variables });
    if (!arn.ok || arn.uri === '') {
      return {
        ok: false,
        rejection: reject('integration.setting', 'the integration names no function'),
      };
    }
    const request = {
      ...functionAddress(services.aws, arn.uri, integration.region, integration.streamsResponse === true),
      query: '',
      httpMethod: 'POST',
      headers: invokeHeaders(invocation, call),
      body: payload,
      region: integration.region,
      service: 'lambda',
    };
    return signAs(invocation, request);
  };
}

/** The headers of API Gateway's own calls of Lambda (recorded: TestInvokeMethod; public reports). */
function invokeHeaders(
  { record, address }: Invocation,
  { payload, invocationType, trace }: FunctionCall,
): string[] {
  return [
    ...['Accept', 'application/json'],
    ...(payload !== null ? ['Content-Type', 'application/json'] : []),
    ...['User-Agent', `AmazonAPIGateway_${address.apiId}`],
    ...['X-Amz-Invocation-Type', invocationType],
    ...['X-Amzn-Trace-Id', trace],
    ...['x-amzn-apigateway-api-id', address.apiId],
    ...['x-amzn-lambda-integration-tag', record.requestId],
  ];
}

/** The trace id that Lambda answered with; null when it sent none. */
export function functionTraceId({ result }: ExchangeWithResult): string | null {
  return headerOf(result.rawHeaders, 'x-amzn-trace-id');
}

/**
 * Calls a function and reads its response whole. What Lambda itself refuses is a 500 (recorded: gateway
 * errors).
 */
export async function callFunction(
  backends: BackendPools,
  invocation: Invocation,
  exchange: Sendable,
  timeoutMs: number,
): Promise<Verdict> {
  const options = { timeoutMs, insecureSkipVerification: false };
  const verdict = await callAndRead(backends, invocation, exchange, options);
  if (verdict) return verdict;
  const { status } = (exchange as Sendable & ExchangeWithResult).result;
  if (status < 300) return null;
  return reject('integration.refused', `the Invoke API answered ${status}`);
}

/** Whether the function raised an error: then the response is its error object. */
export function hasFailed({ result }: ExchangeWithResult): boolean {
  return headerOf(result.rawHeaders, 'x-amz-function-error') !== null;
}
