import { compileUriTemplate } from '#libs/mapping-templates';
import { createSigningKeyCache, signRequest } from '#libs/sigv4';
import type { LambdaIntegration } from '#libs/snapshot-format';
import type { Invocation } from '../invocation/invocation.js';
import { reject } from '../invocation/rejection.js';
import type { Verdict } from '../invocation/step.js';
import { invokeAddress } from './aws-services.js';
import { callAndRead } from './call-and-read.js';

/** What a function is called with. */
export interface FunctionCall {
  readonly payload: string | Buffer;
  readonly traceId: string;
  /** `Event`: nobody waits for the function. */
  readonly invocationType: string;
}

const signingKeys = createSigningKeyCache();
const noPath = Object.freeze({});

// Headers whose mapping fails every call of an AWS integration (recorded: header handling).
const neverMapped =
  /^(?:content-length|transfer-encoding|authorization|connection|expect|proxy-authenticate|te)$/i;

/** Why every call of this integration fails; null when it does not. */
export function alwaysFails({ httpMethod, parameters }: LambdaIntegration): string | null {
  if (httpMethod !== 'POST') return `functions are invoked by POST, not ${httpMethod}`;
  const header = parameters.find(({ to }) => to.location === 'header' && neverMapped.test(to.name));
  return header ? `the header ${header.to.name} cannot be mapped` : null;
}

/** Compiles the making of the Invoke request of an integration's function, signed when the gateway has credentials. */
export function compileFunctionCall(
  integration: LambdaIntegration,
): (invocation: Invocation, call: FunctionCall) => Verdict {
  const renderArn = compileUriTemplate(integration.functionArn);
  return (invocation, { payload, traceId, invocationType }) => {
    const { aws } = invocation.surroundings;
    const arn = renderArn({ path: noPath, stageVariables: invocation.stage!.document.variables });
    if (!arn.ok || arn.uri === '')
      return reject('API_CONFIGURATION_ERROR', 'the integration names no function');
    const { origin, path } = invokeAddress(aws, arn.uri, integration.region);
    const headers: Record<string, string | readonly string[]> = {
      host: new URL(origin).host,
      'content-type': 'application/json',
      'x-amz-invocation-type': invocationType,
      'x-amzn-trace-id': traceId,
    };
    const sent = aws.credentials
      ? signRequest({
          method: 'POST',
          rawPath: path,
          rawQuery: '',
          headers,
          body: payload,
          credentials: aws.credentials,
          region: integration.region,
          service: 'lambda',
          now: Date.now(),
          signingKeys,
        })
      : headers;
    invocation.integrationRequest = {
      origin,
      path,
      httpMethod: 'POST',
      headers: Object.entries(sent).flatMap(([name, value]) => [name, String(value)]),
      body: payload,
    };
    return null;
  };
}

/** Calls the function and reads its answer whole. What Lambda itself refuses is a 500 (recorded: gateway errors). */
export async function callFunction(invocation: Invocation, timeoutMs: number): Promise<Verdict> {
  const verdict = await callAndRead(invocation, { timeoutMs, insecureSkipVerification: false });
  if (verdict) return verdict;
  const { status } = invocation.integrationAnswer!;
  if (status < 300) return null;
  return reject('INTEGRATION_FAILURE', `the Invoke API answered ${status}`);
}

/** Whether the function raised an error: then the answer is its error object. */
export function hasFailed(invocation: Invocation): boolean {
  const raw = invocation.integrationAnswer!.rawHeaders!;
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]!.toString('latin1').toLowerCase() === 'x-amz-function-error') return true;
  }
  return false;
}
