import {
  badRequest,
  conflict,
  fail,
  notFound,
  ok,
  type DomainError,
  type Result,
} from '../../domain-error.js';
import { checkModelSchema } from '../../rest/models/check-model-schema.js';
import { referencedModelNames } from '../../rest/models/model-references.js';
import type { HttpApi } from '../apis/http-api.js';
import { hasRestFeatures } from '../../account/tags/rest-features-tag.js';
import { lengthProblem } from '../member-lengths.js';
import { patched, patchedMember } from '../patch-members.js';
import type { HttpRouteResponse } from '../routes/http-route-response.js';
import type { HttpRoute } from '../routes/http-route.js';
import type { HttpModel } from './http-model.js';

/** What CreateModel is given. */
export interface GivenHttpModel {
  readonly name: string;
  readonly schema: string;
  readonly contentType?: string;
  readonly description?: string;
}

/** Characters of a schema (the model's `StringWithLengthBetween0And32K`). */
const SCHEMA_LENGTH_MAX = 32 * 1024;

/** A new model, not checked yet: `checkHttpModel`. */
export const newHttpModel = (
  given: GivenHttpModel,
  { apiId, modelId }: Pick<HttpModel, 'apiId' | 'modelId'>,
): HttpModel => ({
  apiId,
  modelId,
  name: given.name,
  contentType: given.contentType || 'application/json',
  description: given.description || null,
  schema: given.schema,
});

/** A model after UpdateModel, not checked yet. */
export const updatedHttpModel = (model: HttpModel, given: Partial<GivenHttpModel>): HttpModel => ({
  ...model,
  name: patched(given.name, model.name),
  contentType: patched(given.contentType, model.contentType),
  description: patchedMember(given.description, model.description),
  schema: patched(given.schema, model.schema),
});

/**
 * Whether an API may have the model: its own of an HTTP API when a tag gives it what REST APIs have. Texts
 * are AWS's but for lengths.
 */
export function checkHttpModel(
  model: HttpModel,
  { protocolType, tags }: Pick<HttpApi, 'protocolType' | 'tags'>,
): Result<HttpModel> {
  if (protocolType === 'HTTP' && !hasRestFeatures(tags)) return fail(modelsNotPermitted);
  const problem =
    nameProblem(model.name) ??
    lengthProblem('contentType', model.contentType, 256) ??
    lengthProblem('description', model.description, 1024) ??
    lengthProblem('schema', model.schema, SCHEMA_LENGTH_MAX);
  if (problem) return fail(problem);
  const schema = checkModelSchema(model.schema, model.contentType);
  return schema.ok ? ok(model) : schema;
}

function nameProblem(name: string): DomainError | null {
  if (name === '') return badRequest('Model name must be non-empty');
  if (!/^[a-zA-Z0-9]+$/.test(name)) return badRequest(`Model name must be alphanumeric: ${name}`);
  return lengthProblem('name', name, 128);
}

const modelsNotPermitted = badRequest(
  'Currently, Models are not permitted for APIs with a protocol type of HTTP',
);

/** What names models in an API. */
export interface HttpModelUsers {
  readonly routes: readonly Pick<HttpRoute, 'routeId' | 'routeKey' | 'requestModels'>[];
  readonly routeResponses: readonly Pick<HttpRouteResponse, 'routeId' | 'responseModels'>[];
  readonly models: readonly Pick<HttpModel, 'name' | 'schema'>[];
}

/** A model in use keeps its name and stays. The text follows that of version 1. */
export function checkHttpModelUnused(name: string, users: HttpModelUsers): Result<null> {
  const inUse = (where: string) => fail(conflict(`Cannot delete model '${name}', is referenced in ${where}`));
  const names = (models: Readonly<Record<string, string>> | null) =>
    Object.values(models ?? {}).includes(name);
  const route = users.routes.find(({ requestModels }) => names(requestModels));
  if (route) return inUse(`route request: ${route.routeKey}`);
  const response = users.routeResponses.find(({ responseModels }) => names(responseModels));
  if (response) return inUse(`route response: ${response.routeId}`);
  const other = users.models.find(
    (model) => model.name !== name && referencedModelNames(model.schema).includes(name),
  );
  return other ? inUse(`model: ${other.name}`) : ok(null);
}

export const httpModelNotFound = notFound('Invalid Model identifier specified');
export const httpModelNameTaken = conflict('Model name already exists for this API');
