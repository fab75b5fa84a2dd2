import {
  createRestApi,
  ok,
  type EndpointType,
  type NewRestApi,
  type RestApi,
  type RestApiIdentity,
  type Result,
} from '#libs/api-definition';
import type { ImportedSettings } from './import-settings.js';

/** The RestApi that an import makes (recorded: import). */
export const newRestApiOf = (
  settings: ImportedSettings,
  endpointType: EndpointType | undefined,
  identity: RestApiIdentity,
): Result<RestApi> =>
  createRestApi(
    {
      name: importedOn(identity.createdAtMs),
      ...given(settings),
      endpointConfiguration: {
        ...(endpointType && { types: [endpointType] }),
        ...(settings.vpcEndpointIds && { vpcEndpointIds: settings.vpcEndpointIds }),
      },
    },
    identity,
  );

/** What an API is called whose document has no title (found: import). */
const importedOn = (nowMs: number): string =>
  `Imported on ${new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z')}`;

/**
 * A RestApi after PutRestApi: name and version are the document's in both modes, but a name that it does not
 * have stays; the rest is the document's where it says something, and in overwrite mode the default where it
 * does not. Type of endpoint and tags stay (recorded: PutRestApi).
 */
export function withImportedSettings(
  restApi: RestApi,
  settings: ImportedSettings,
  mode: 'merge' | 'overwrite',
): Result<RestApi> {
  const { types, ipAddressType, vpcEndpointIds } = restApi.endpointConfiguration;
  const keeps = mode === 'merge';
  const endpointIds = settings.vpcEndpointIds ?? (keeps ? vpcEndpointIds : undefined);
  const { owner, id, rootResourceId, createdAtMs } = restApi;
  const updated = createRestApi(
    {
      name: restApi.name,
      ...(keeps && given(settingsOf(restApi))),
      ...given(settings),
      binaryMediaTypes: [...(keeps ? restApi.binaryMediaTypes : []), ...(settings.binaryMediaTypes ?? [])],
      endpointConfiguration: { types, ipAddressType, ...(endpointIds && { vpcEndpointIds: endpointIds }) },
      tags: restApi.tags,
    },
    { owner, id, rootResourceId, createdAtMs },
  );
  if (!updated.ok) return updated;
  const policy = settings.policy === undefined && keeps ? restApi.policy : updated.value.policy;
  // A version that is absent in the document is absent afterwards, also in a merge.
  return ok({ ...updated.value, policy, version: settings.version ?? null });
}

const settingsOf = (restApi: RestApi): ImportedSettings => ({
  name: restApi.name,
  version: undefined,
  description: restApi.description ?? undefined,
  apiKeySource: restApi.apiKeySource,
  binaryMediaTypes: undefined,
  minimumCompressionSize: restApi.minimumCompressionSize ?? undefined,
  // As it is, without being read again.
  policy: undefined,
  securityPolicy: restApi.securityPolicy,
  endpointAccessMode: restApi.endpointAccessMode,
  disableExecuteApiEndpoint: restApi.disableExecuteApiEndpoint,
  vpcEndpointIds: undefined,
});

/** What was said. */
function given({ vpcEndpointIds: _vpcEndpointIds, ...settings }: ImportedSettings): Partial<NewRestApi> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
