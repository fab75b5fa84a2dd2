import type { HttpIntegration } from '#libs/api-definition';
import type { ValueTemplate } from '#libs/mapping-templates';
import { serviceSubtypes, type HttpApiServiceIntegration, type ServiceSubtype } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import { compileCredentials } from '../../integrations/compile-credentials.js';
import type { Complain } from '../../integrations/complain.js';
import { compileCall } from './compile-call.js';
import { compileValue } from './compile-mappings.js';

/** AWS_PROXY with a subtype: one action of a service, called with parameters of its own. */
export function compileServiceIntegration(
  integration: HttpIntegration,
  subtype: string,
  complain: Complain,
): HttpApiServiceIntegration | null {
  const call = compileCall(integration, complain);
  if (!isSubtype(subtype)) {
    complain('integration-type-not-served', `integration subtype ${subtype} is not known`);
    return null;
  }
  const { Region: region, ...parameters } = integration.requestParameters ?? {};
  checkNames(subtype, Object.keys(parameters), complain);
  const compiled = Object.entries(parameters)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, text]): [string, ValueTemplate][] => {
      const value = compileValue(text, 'request', complain);
      return value === null ? [] : [[name, value]];
    });
  const compiledRegion = region === undefined ? null : compileValue(region, 'request', complain);
  const credentials = compileCredentials(integration.credentialsArn, complain);
  if (integration.credentialsArn === null) {
    complain('bad-integration', `${subtype} has no role in credentialsArn to be called as`);
  }
  if (credentials === null) return null;
  return {
    type: 'AWS_SUBTYPE',
    ...call,
    subtype,
    credentials,
    ...(compiledRegion && { region: compiledRegion }),
    parameters: Object.fromEntries(compiled),
  };
}

const isSubtype = (name: string): name is ServiceSubtype => Object.hasOwn(serviceSubtypes, name);

function checkNames(subtype: ServiceSubtype, given: readonly string[], complain: Complain): void {
  const { required, optional } = serviceSubtypes[subtype];
  for (const name of required) {
    if (!given.includes(name))
      complain('bad-integration', `${subtype} has no parameter ${name}, which it requires`);
  }
  const known: readonly string[] = [...required, ...optional];
  for (const name of [...given].sort(compareText)) {
    if (!known.includes(name)) complain('bad-integration', `${subtype} knows no parameter ${name}`);
  }
}
