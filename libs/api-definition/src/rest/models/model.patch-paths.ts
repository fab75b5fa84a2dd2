import { ok } from '../../domain-error.js';
import { patchedText, strictWhitelist, type PatchTable } from '../../patch/index.js';
import { checkModelSchema } from './check-model-schema.js';
import type { Model } from './model.js';

/** What UpdateModel may change (recorded: models). */
export const modelPatchPaths: PatchTable<Model> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/description',
      ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
    },
    {
      path: '/schema',
      ops: {
        replace: (draft, { value }) => {
          const schema = checkModelSchema(value ?? '', draft.contentType);
          return schema.ok ? ok({ ...draft, schema: schema.value }) : schema;
        },
      },
    },
  ],
};
