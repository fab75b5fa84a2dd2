import type { ApiKind } from '../../kit/api-paths.js';
import { msOf } from '../../kit/formats.js';
import type { RestApi } from '../../wire/generated/apigateway.js';
import type { Api } from '../../wire/generated/apigatewayv2.js';

/** An API of any kind, as the list has it. */
export interface ListedApi {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: ApiKind;
  /** `EDGE`, `REGIONAL` or `PRIVATE`; those of version 2 are regional. */
  readonly endpoint: string;
  readonly createdMs: number;
}

/** The version of the service that manages an API. */
export const versionOf = ({ kind }: Pick<ListedApi, 'kind'>): 'rest' | 'v2' =>
  kind === 'rest' ? 'rest' : 'v2';

/** The APIs of both versions as one list, by name. */
export function listApis(restApis: readonly RestApi[], apis: readonly Api[]): ListedApi[] {
  const ofV1 = restApis.map((api): ListedApi => ({
    id: api.id ?? '',
    name: api.name ?? '',
    description: api.description ?? '',
    kind: 'rest',
    endpoint: api.endpointConfiguration?.types?.[0] ?? 'EDGE',
    createdMs: msOf(api.createdDate ?? 0),
  }));
  const ofV2 = apis.map((api): ListedApi => ({
    id: api.apiId ?? '',
    name: api.name ?? '',
    description: api.description ?? '',
    kind: api.protocolType === 'WEBSOCKET' ? 'websocket' : 'http',
    endpoint: 'REGIONAL',
    createdMs: msOf(api.createdDate ?? 0),
  }));
  return [...ofV1, ...ofV2].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** Those whose name, id or description has every word that is looked for. */
export function searchApis(
  apis: readonly ListedApi[],
  search: string,
  kind: ApiKind | 'all',
): readonly ListedApi[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return apis.filter((api) => {
    if (kind !== 'all' && api.kind !== kind) return false;
    const text = `${api.name} ${api.id} ${api.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
