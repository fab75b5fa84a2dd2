import { badRequest, endpointTypes, fail, ok, type EndpointType, type Result } from '#libs/api-definition';
import { basePathModes, type BasePathMode } from './base-path.js';

/** What the query of an import says. */
export interface ImportParameters {
  readonly basePathMode: BasePathMode;
  /** Of ImportRestApi; undefined when it names none. */
  readonly endpointType: EndpointType | undefined;
  readonly ignoresDocumentation: boolean;
}

/**
 * `basepath`, `endpointConfigurationTypes`, `ignore=documentation` (API reference: ImportRestApi). The texts
 * are ours.
 */
export function readImportParameters(
  parameters: Readonly<Record<string, string>> | undefined,
): Result<ImportParameters> {
  const given = new Map(Object.entries(parameters ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const basePathMode = readBasePathMode(given.get('basepath'));
  if (!basePathMode.ok) return basePathMode;
  const types = given.get('endpointconfigurationtypes');
  const endpointType = endpointTypes.find((type) => type === types);
  if (types !== undefined && !endpointType) {
    return fail(badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE'));
  }
  return ok({
    basePathMode: basePathMode.value,
    endpointType,
    ignoresDocumentation: given.get('ignore') === 'documentation',
  });
}

/** `basepath` of an import; the text is ours. */
export function readBasePathMode(given: string | undefined): Result<BasePathMode> {
  const mode = basePathModes.find((known) => known === (given ?? 'ignore').toLowerCase());
  return mode === undefined
    ? fail(badRequest(`Invalid basepath specified: ${given}. Valid options are ${basePathModes.join(',')}`))
    : ok(mode);
}
