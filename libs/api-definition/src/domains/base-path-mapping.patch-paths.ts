import { ok, type Result } from '../domain-error.js';
import {
  applyPatch,
  patchedText,
  perPath,
  type PatchHandler,
  type PatchOperation,
  type PatchTable,
} from '../patch/index.js';
import { readBasePath, type BasePathMapping } from './base-path-mapping.js';

/**
 * Applies UpdateBasePathMapping's operations. Whether API, stage and base path may be so is the caller's to
 * see.
 */
export function patchBasePathMapping(
  mapping: BasePathMapping,
  operations: readonly PatchOperation[] | null | undefined,
): Result<BasePathMapping> {
  return applyPatch(mapping, operations, basePathMappingPatchPaths);
}

const setRestApi: PatchHandler<BasePathMapping> = (draft, { value }) =>
  ok({ ...draft, restApiId: value ?? '' });

export const basePathMappingPatchPaths: PatchTable<BasePathMapping> = {
  refuse: perPath,
  rules: [
    {
      path: '/basePath',
      ops: {
        replace: (draft, { value }) => {
          const basePath = readBasePath(value);
          return basePath.ok ? ok({ ...draft, basePath: basePath.value }) : basePath;
        },
      },
    },
    // AWS's table writes it this way; some clients write the member's own name.
    { path: '/restapiId', ops: { replace: setRestApi } },
    { path: '/restApiId', ops: { replace: setRestApi } },
    { path: '/stage', ops: { replace: (draft, { value }) => ok({ ...draft, stage: patchedText(value) }) } },
  ],
};
