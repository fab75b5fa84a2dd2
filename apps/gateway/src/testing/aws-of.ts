import type { AwsServices } from '../integrations/aws/aws-services.js';

/** AWS as far as a test has it: no credentials, no endpoint and no function by default. */
export function awsOf(known: Partial<AwsServices> = {}): AwsServices {
  return { credentials: () => null, endpointUrls: {}, endpointUrl: null, functionUrls: new Map(), ...known };
}
