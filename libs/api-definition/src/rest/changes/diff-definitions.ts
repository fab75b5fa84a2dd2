import type { FrozenDefinition } from '../deployments/deployment.js';
import { differingPointers } from './differing-pointers.js';

/** The kinds of entities that a definition is made of. */
export type EntityKind =
  | 'RestApi'
  | 'Resource'
  | 'Method'
  | 'Model'
  | 'RequestValidator'
  | 'Authorizer'
  | 'GatewayResponse'
  | 'Api'
  | 'Route'
  | 'RouteResponse'
  | 'Integration'
  | 'IntegrationResponse';

/** An entity by the name that its author knows: a path, `GET /pets`, a model's name. */
export interface NamedEntity {
  readonly kind: EntityKind;
  readonly name: string;
}

/** An entity that both definitions have, and where in it they differ: JSON pointers (RFC 6901). */
export interface ChangedEntity extends NamedEntity {
  readonly at: readonly string[];
}

/** What one definition has, has otherwise, or lacks, seen from another. */
export interface DefinitionChanges {
  readonly added: readonly NamedEntity[];
  readonly changed: readonly ChangedEntity[];
  readonly removed: readonly NamedEntity[];
}

/**
 * How `to` differs from `from`. Resources and methods are the same when their paths are, so that a resource
 * deleted and made again counts as unchanged; validators and authorizers are known by their ids, since
 * methods name them by those.
 */
export const diffDefinitions = (from: FrozenDefinition, to: FrozenDefinition): DefinitionChanges =>
  diffEntities(restApiEntities(from), restApiEntities(to));

/** How the entities of one definition differ from those of another, whatever they are. */
export function diffEntities(before: DefinitionEntities, after: DefinitionEntities): DefinitionChanges {
  const added: NamedEntity[] = [];
  const changed: ChangedEntity[] = [];
  for (const [key, { kind, name, value }] of after) {
    const old = before.get(key);
    const at = old ? differingPointers(old.value, value) : [];
    if (!old) added.push({ kind, name });
    else if (at.length > 0) changed.push({ kind, name, at });
  }
  const removed = [...before].flatMap(([key, { kind, name }]) => (after.has(key) ? [] : [{ kind, name }]));
  return { added, changed, removed };
}

/** An entity with all that it has; `key` tells it from others where its name does not. */
export interface DefinitionEntity extends NamedEntity {
  readonly value: object;
  readonly key?: string;
}

/** The entities of a definition, by what is the same in another. */
export type DefinitionEntities = ReadonlyMap<string, DefinitionEntity>;

export const entitiesByKey = (entities: readonly DefinitionEntity[]): DefinitionEntities =>
  new Map(entities.map((entity) => [`${entity.kind} ${entity.key ?? entity.name}`, entity]));

/** Those of a REST API. */
export function restApiEntities(definition: FrozenDefinition): DefinitionEntities {
  const pathOf = new Map(definition.resources.map(({ id, path }) => [id, path]));
  const { owner: _owner, rootResourceId: _root, id: restApiId, ...restApi } = definition.restApi;
  return entitiesByKey([
    { kind: 'RestApi', name: restApiId, key: '', value: restApi },
    ...definition.resources.map(({ path }) => ({ kind: 'Resource' as const, name: path, value: {} })),
    ...definition.methods.map(({ resourceId, httpMethod, ...value }) => ({
      kind: 'Method' as const,
      name: `${httpMethod} ${pathOf.get(resourceId) ?? resourceId}`,
      value,
    })),
    ...definition.models.map(({ id: _, ...value }) => ({ kind: 'Model' as const, name: value.name, value })),
    ...definition.requestValidators.map((value) => ({
      kind: 'RequestValidator' as const,
      name: value.name,
      key: value.id,
      value,
    })),
    ...definition.authorizers.map((value) => ({
      kind: 'Authorizer' as const,
      name: value.name,
      key: value.id,
      value,
    })),
    ...definition.gatewayResponses.map((value) => ({
      kind: 'GatewayResponse' as const,
      name: value.responseType,
      value,
    })),
  ]);
}
