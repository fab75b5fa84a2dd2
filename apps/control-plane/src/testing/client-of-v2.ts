import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { TestControlPlane } from './start-control-plane.js';

/** The SDK's client for version 2: without retries, so that a refusal is the first answer. */
export const clientOfV2 = (
  { url, credentials }: Pick<TestControlPlane, 'url' | 'credentials'>,
  region = 'us-east-1',
): ApiGatewayV2Client => new ApiGatewayV2Client({ endpoint: url, region, credentials, maxAttempts: 1 });
