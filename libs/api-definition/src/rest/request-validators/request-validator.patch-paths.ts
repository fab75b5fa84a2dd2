import { fail, ok } from '../../domain-error.js';
import { patchedBoolean, strictWhitelist, type PatchTable } from '../../patch/index.js';
import { blankName } from './create-request-validator.js';
import type { RequestValidator } from './request-validator.js';

/**
 * What UpdateRequestValidator may change, in the order in which refusals list it (recorded: request
 * validators).
 */
export const requestValidatorPatchPaths: PatchTable<RequestValidator> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/name',
      ops: {
        replace: (draft, { value }) => (value?.trim() ? ok({ ...draft, name: value }) : fail(blankName)),
      },
    },
    {
      path: '/validateRequestParameters',
      ops: {
        replace: (draft, { value }) => ok({ ...draft, validateRequestParameters: patchedBoolean(value) }),
      },
    },
    {
      path: '/validateRequestBody',
      ops: { replace: (draft, { value }) => ok({ ...draft, validateRequestBody: patchedBoolean(value) }) },
    },
  ],
};
