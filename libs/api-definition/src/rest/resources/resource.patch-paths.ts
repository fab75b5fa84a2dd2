import { badRequest, fail, ok } from '../../domain-error.js';
import { strictWhitelist } from '../../patch/refusal-styles.js';
import type { PatchTable } from '../../patch/patch-table.js';
import type { Resource } from './resource.js';

/**
 * What UpdateResource may change; whether the new place is free is `placeResource`'s question (recorded:
 * resources).
 */
export const resourcePatch: PatchTable<Resource> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/parentId',
      ops: {
        replace: (draft, { value }) =>
          draft.parentId === null
            ? fail(badRequest('Root resource cannot update its parentId.'))
            : ok({ ...draft, parentId: value ?? '' }),
      },
    },
    {
      path: '/pathPart',
      ops: {
        replace: (draft, { value }) =>
          draft.parentId === null
            ? fail(badRequest('Root resource cannot update its pathPart.'))
            : ok({ ...draft, pathPart: value ?? '' }),
      },
    },
  ],
};
