import type { HttpIntegration } from '#libs/api-definition';
import type { HttpApiFunctionIntegration } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';
import { compileResponseParameters } from './compile-response-parameters.js';

const timeoutMsMin = 50;
const timeoutMsMax = 30_000;

/** What all integrations that call something have. */
export function compileCall(
  { integrationId, timeoutInMillis: timeoutMs, responseParameters }: HttpIntegration,
  complain: Complain,
): Pick<HttpApiFunctionIntegration, 'integrationId' | 'timeoutMs' | 'responseParameters'> {
  if (!(timeoutMs >= timeoutMsMin && timeoutMs <= timeoutMsMax)) {
    complain(
      'bad-integration',
      `a timeout of ${timeoutMs} ms is not from ${timeoutMsMin} to ${timeoutMsMax}`,
    );
  }
  const compiled = compileResponseParameters(responseParameters, complain);
  return { integrationId, timeoutMs, ...(compiled && { responseParameters: compiled }) };
}
