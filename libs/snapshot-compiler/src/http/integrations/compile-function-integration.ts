import type { HttpIntegration } from '#libs/api-definition';
import type { HttpApiFunctionIntegration, PayloadFormatVersion } from '#libs/snapshot-format';
import { compileCredentials } from '../../integrations/compile-credentials.js';
import type { Complain } from '../../integrations/complain.js';
import { functionOfUri } from '../function-of-uri.js';
import { compileCall } from './compile-call.js';
import { compileRequestMappings } from './compile-mappings.js';

/** AWS_PROXY without a subtype: a function that gets the whole request. */
export function compileFunctionIntegration(
  integration: HttpIntegration,
  complain: Complain,
): HttpApiFunctionIntegration | null {
  const { integrationUri, payloadFormatVersion, credentialsArn, requestParameters } = integration;
  const named = functionOfUri(integrationUri);
  if (typeof named === 'string') complain('bad-integration', named);
  if (!isPayloadFormat(payloadFormatVersion)) {
    complain('bad-integration', `there is no payload format ${payloadFormatVersion}`);
  }
  const call = compileCall(integration, complain);
  const credentials = compileCredentials(credentialsArn, complain);
  const mappings = compileRequestMappings(requestParameters ?? {}, complain);
  if (typeof named === 'string' || !isPayloadFormat(payloadFormatVersion)) return null;
  return {
    type: 'LAMBDA_PROXY',
    ...call,
    ...named,
    payloadFormatVersion,
    ...(credentials && { credentials }),
    requestParameters: mappings,
  };
}

/** Of the events that functions are called with. */
export const isPayloadFormat = (version: string | null): version is PayloadFormatVersion =>
  version === '1.0' || version === '2.0';
