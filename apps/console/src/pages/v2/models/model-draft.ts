import type { Deleted } from '../../../kit/review/deletion.js';
import { emptySchema } from '../../../kit/schema/schema-field.js';
import { DeleteModel, type CreateModelRequest, type Model } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { changedMembers } from '../changed-members.js';
import { filledOnly } from '../typed-lists.js';

export interface ModelDraft {
  readonly name: string;
  readonly description: string;
  readonly contentType: string;
  readonly schema: string;
}

export const modelLabels: Readonly<Record<keyof ModelDraft, string>> = {
  name: 'Name',
  description: 'Description',
  contentType: 'Content type',
  schema: 'Schema',
};

export const modelDraftOf = (model: Model): ModelDraft => ({
  name: model.name ?? '',
  description: model.description ?? '',
  contentType: model.contentType ?? 'application/json',
  schema: model.schema ?? emptySchema,
});

type Members = Omit<CreateModelRequest, 'apiId'>;

export const modelMembers = ({ name, schema, ...others }: ModelDraft): Members => ({
  name,
  schema,
  ...filledOnly(others),
});

/** What UpdateModel is given: what changed. */
export const modelChange = (from: ModelDraft, to: ModelDraft): Partial<Members> =>
  changedMembers(modelMembers(from), modelMembers(to));

export const deleteModel = (apiId: string, { modelId = '', name = '' }: Model): Deleted => ({
  noun: 'model',
  name,
  step: call(DeleteModel, { apiId, modelId }),
  danger: 'Its schema is lost. The service refuses it while a route still names it.',
});
