import { badRequest, conflict, fail, notFound, ok, type Result } from '../../domain-error.js';
import { checkModelSchema } from './check-model-schema.js';
import type { Model } from './model.js';

/** What CreateModel is given. */
export interface NewModel {
  readonly restApiId: string;
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly contentType: string;
  readonly schema?: string | null;
}

/** Ours: AWS's own limit is not published. */
const NAME_LENGTH_MAX = 256;

/** A new Model (recorded: models). `nameIsTaken`: the RestApi has a model of this name already. */
export function createModel(
  given: NewModel,
  { nameIsTaken }: { readonly nameIsTaken: boolean },
): Result<Model> {
  if (given.name === '') return fail(badRequest('Model name must be non-empty'));
  if (!/^[a-zA-Z0-9]+$/.test(given.name)) {
    return fail(badRequest(`Model name must be alphanumeric: ${given.name}`));
  }
  if (given.name.length > NAME_LENGTH_MAX) {
    return fail(badRequest(`Model name must have at most ${NAME_LENGTH_MAX} characters`));
  }
  const schema = checkModelSchema(given.schema ?? '', given.contentType);
  if (!schema.ok) return schema;
  if (nameIsTaken) return fail(conflict('Model name already exists for this REST API'));
  return ok({
    restApiId: given.restApiId,
    id: given.id,
    name: given.name,
    description: given.description || null,
    contentType: given.contentType,
    schema: schema.value,
  });
}

/** An unknown Model, or one of an unknown RestApi (recorded: general patterns). */
export const unknownModel = (name: string) => notFound(`Invalid model name specified: ${name}`);
