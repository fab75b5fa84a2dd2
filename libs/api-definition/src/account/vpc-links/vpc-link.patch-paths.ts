import { badRequest, conflict, fail, ok, type Result } from '../../domain-error.js';
import {
  applyPatch,
  patchedText,
  perPath,
  type PatchOperation,
  type PatchRule,
  type PatchTable,
} from '../../patch/index.js';
import { nameEmpty } from './create-vpc-link.js';
import type { VpcLink } from './vpc-link.js';

/** Applies UpdateVpcLink's operations. A link that is on its way out stays as it is. */
export function patchVpcLink(
  link: VpcLink,
  operations: readonly PatchOperation[] | null | undefined,
): Result<VpcLink> {
  if (link.deletingSinceMs !== null) {
    return fail(conflict(`Vpc link '${link.id}' is being deleted and cannot be updated`));
  }
  return applyPatch(link, operations, vpcLinkPatchPaths);
}

/** AWS says this of the list and of its elements. */
const targetsStay = { ops: {}, refuse: () => badRequest('Target arns are not allowed to be changed/added.') };

const rules: readonly PatchRule<VpcLink>[] = [
  {
    path: '/name',
    ops: { replace: (draft, { value }) => (value ? ok({ ...draft, name: value }) : fail(nameEmpty)) },
  },
  {
    path: '/description',
    ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
  },
  { path: '/targetArns', ...targetsStay },
  { path: '/targetArns/{arn+}', ...targetsStay },
];

export const vpcLinkPatchPaths: PatchTable<VpcLink> = { refuse: perPath, rules };
