import type { ApiParts } from '../api-parts.js';
import type { Method } from '../methods/method.js';
import type { Resource } from '../resources/resource.js';
import type { RestApi } from '../rest-apis/rest-api.js';

/**
 * The definition of a RestApi as it stood when it was deployed: a full copy, which no later write changes.
 * Resources are sorted by path, methods by resource and name, models by name, gateway responses by type and
 * the others by id, so that the same definition has the same canonical JSON.
 */
export interface FrozenDefinition extends ApiParts {
  readonly restApi: Omit<RestApi, 'createdAtMs' | 'tags' | 'description' | 'name'>;
  readonly resources: readonly Resource[];
  readonly methods: readonly Method[];
}

/** A frozen copy of a RestApi that Stages can point to. */
export interface Deployment {
  readonly restApiId: string;
  readonly id: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  /** SHA-256 of the canonical JSON of the frozen definition, hex. */
  readonly definitionDigest: string;
}
