import { checkTags } from '../../account/tags/tags.js';
import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { Owner } from '../../owner.js';
import type { IpAddressType } from '../../rest/rest-apis/rest-api.js';
import { lengthProblem } from '../member-lengths.js';
import { patched, patchedMember } from '../patch-members.js';
import { readCorsConfiguration } from './cors-configuration.js';
import type { CorsConfiguration, HttpApi, ProtocolType } from './http-api.js';
import { readSelectionExpressions } from './selection-expressions.js';

/** What CreateApi is given of the API itself, and UpdateApi of what changes. */
export interface GivenHttpApi {
  readonly name: string;
  readonly description?: string | null;
  readonly version?: string | null;
  readonly apiKeySelectionExpression?: string | null;
  readonly routeSelectionExpression?: string | null;
  readonly corsConfiguration?: CorsConfiguration | null;
  readonly disableExecuteApiEndpoint?: boolean | null;
  readonly disableSchemaValidation?: boolean | null;
  readonly ipAddressType?: IpAddressType | null;
}

/** A new API with AWS's defaults. */
export function newHttpApi(
  given: GivenHttpApi & {
    readonly protocolType: ProtocolType;
    readonly tags?: Readonly<Record<string, string>> | null;
  },
  { owner, apiId, nowMs }: { readonly owner: Owner; readonly apiId: string; readonly nowMs: number },
): Result<HttpApi> {
  const { protocolType } = given;
  const expressions = readSelectionExpressions(protocolType, given);
  if (!expressions.ok) return expressions;
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  return withCors(
    {
      owner,
      apiId,
      protocolType,
      name: given.name,
      description: given.description || null,
      version: given.version || null,
      createdAtMs: nowMs,
      ...expressions.value,
      corsConfiguration: null,
      disableExecuteApiEndpoint: given.disableExecuteApiEndpoint ?? false,
      disableSchemaValidation: given.disableSchemaValidation ?? false,
      ipAddressType: given.ipAddressType ?? 'ipv4',
      apiGatewayManaged: false,
      importInfo: [],
      warnings: [],
      tags: tags.value,
    },
    given.corsConfiguration,
  );
}

/** An API after UpdateApi: members that are missing stay, empty texts unset, and CORS is replaced whole. */
export function updatedHttpApi(api: HttpApi, given: Partial<GivenHttpApi>): Result<HttpApi> {
  const expressions = readSelectionExpressions(api.protocolType, {
    routeSelectionExpression: given.routeSelectionExpression ?? api.routeSelectionExpression,
    apiKeySelectionExpression: given.apiKeySelectionExpression ?? api.apiKeySelectionExpression,
  });
  if (!expressions.ok) return expressions;
  return withCors(
    {
      ...api,
      ...expressions.value,
      name: patched(given.name, api.name),
      description: patchedMember(given.description, api.description),
      version: patchedMember(given.version, api.version),
      disableExecuteApiEndpoint: patched(given.disableExecuteApiEndpoint, api.disableExecuteApiEndpoint),
      disableSchemaValidation: patched(given.disableSchemaValidation, api.disableSchemaValidation),
      ipAddressType: patched(given.ipAddressType, api.ipAddressType),
    },
    given.corsConfiguration,
  );
}

function withCors(api: HttpApi, given: CorsConfiguration | null | undefined): Result<HttpApi> {
  const problem = problemOf(api, given);
  if (problem) return fail(problem);
  if (!given) return ok(api);
  const cors = readCorsConfiguration(given);
  return cors.ok ? ok({ ...api, corsConfiguration: cors.value }) : cors;
}

function problemOf(api: HttpApi, cors: CorsConfiguration | null | undefined): DomainError | null {
  const isHttp = api.protocolType === 'HTTP';
  if (api.name === '') return badRequest('Name cannot be empty');
  if (isHttp && api.disableSchemaValidation) {
    return badRequest('disableSchemaValidation is supported for WEBSOCKET APIs only');
  }
  if (!isHttp && cors) return badRequest('corsConfiguration is supported for HTTP APIs only');
  return (
    lengthProblem('name', api.name, 128) ??
    lengthProblem('description', api.description, 1024) ??
    lengthProblem('version', api.version, 64)
  );
}
