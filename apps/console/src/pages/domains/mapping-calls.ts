import {
  CreateBasePathMapping,
  DeleteBasePathMapping,
  UpdateBasePathMapping,
  type BasePathMapping,
} from '../../wire/generated/apigateway.js';
import {
  CreateApiMapping,
  DeleteApiMapping,
  UpdateApiMapping,
  type ApiMapping,
} from '../../wire/generated/apigatewayv2.js';
import { memberPatches } from '../../kit/patches.js';
import { call, type Call } from '../../wire/operation.js';
import type { DomainKey } from './domain-key.js';

/** Where a path of a domain leads to. */
export interface MappingDraft {
  /** Without a slash at its begin; empty: all that no other mapping has. */
  readonly path: string;
  readonly apiId: string;
  /** Empty: the next segment of the path names it, which version 1 alone can say. */
  readonly stage: string;
}

/** One that is there. Version 2 gives it an id, by which it is changed there. */
export interface Mapping extends MappingDraft {
  readonly id: string | null;
}

/** How version 1 writes the empty path. */
const noPath = '(none)';

export const mappingOfV1 = ({ basePath = '', restApiId = '', stage = '' }: BasePathMapping): Mapping => ({
  path: basePath === noPath ? '' : basePath,
  apiId: restApiId,
  stage,
  id: null,
});

export const mappingOfV2 = ({
  apiMappingKey = '',
  apiId = '',
  stage = '',
  apiMappingId,
}: ApiMapping): Mapping => ({ path: apiMappingKey, apiId, stage, id: apiMappingId ?? null });

/** Version 2 names domains without their ids, and mappings with their stages. */
const needsV1 = (domain: DomainKey, { stage }: MappingDraft): boolean =>
  domain.domainNameId !== undefined || stage === '';

/** Mappings of both versions are the same ones; of two ways to make one, the one that can. */
export function addMapping(domain: DomainKey, to: MappingDraft): Call {
  const { path, apiId, stage } = to;
  if (needsV1(domain, to))
    return call(CreateBasePathMapping, {
      ...domain,
      restApiId: apiId,
      ...(path && { basePath: path }),
      ...(stage && { stage }),
    });
  const { domainName } = domain;
  return call(CreateApiMapping, { domainName, apiId, stage, ...(path && { apiMappingKey: path }) });
}

/** In its place: its path is served throughout. Null: nothing differs. */
export function changeMapping(domain: DomainKey, from: Mapping, to: MappingDraft): Call | null {
  if (from.path === to.path && from.apiId === to.apiId && from.stage === to.stage) return null;
  if (from.id !== null && !needsV1(domain, to)) {
    const { domainName } = domain;
    const { apiId, stage, path: apiMappingKey } = to;
    return call(UpdateApiMapping, { domainName, apiMappingId: from.id, apiId, stage, apiMappingKey });
  }
  const named = ({ path, apiId: restapiId, stage }: MappingDraft) => ({
    basePath: path || noPath,
    restapiId,
    stage,
  });
  return call(UpdateBasePathMapping, {
    ...domain,
    basePath: from.path || noPath,
    patchOperations: memberPatches(named(from), named(to), ['basePath', 'restapiId', 'stage']),
  });
}

export const removeMapping = (domain: DomainKey, { id, path }: Mapping): Call =>
  id === null
    ? call(DeleteBasePathMapping, { ...domain, basePath: path || noPath })
    : call(DeleteApiMapping, { domainName: domain.domainName, apiMappingId: id });

/** What a path leads to, as a review says it. */
export const mappingText = ({ apiId, stage }: MappingDraft): string =>
  stage === '' ? `${apiId}, the stage named by the next segment` : `${apiId} ${stage}`;
