import type { Deployment } from './deployment.js';
import { ok } from '../../domain-error.js';
import { patchedText, strictWhitelist, type PatchTable } from '../../patch/index.js';

/** A Deployment is frozen: only its description may change (recorded: deployments). */
export const deploymentPatchPaths: PatchTable<Deployment> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/description',
      ops: {
        replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }),
      },
    },
  ],
};
