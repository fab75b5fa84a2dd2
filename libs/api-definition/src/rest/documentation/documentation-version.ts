import { badRequest, conflict, fail, notFound, ok, type Result } from '../../domain-error.js';
import { patchedText, strictWhitelist, type PatchTable } from '../../patch/index.js';
import type { DocumentationPart } from './documentation-part.js';

/**
 * A copy of all documentation parts of a RestApi as they were when it was made; only its description may
 * change afterwards.
 */
export interface DocumentationVersion {
  readonly restApiId: string;
  readonly version: string;
  readonly createdAtMs: number;
  readonly description: string | null;
  readonly parts: readonly DocumentationPart[];
}

/** Ours: AWS's own limit is not published. */
const VERSION_LENGTH_MAX = 256;

/** Freezes the parts. Whether the version is free is looked at by `nameIsTaken`. */
export function createDocumentationVersion(
  given: Omit<DocumentationVersion, 'description'> & { readonly description?: string | null },
  { nameIsTaken }: { readonly nameIsTaken: boolean },
): Result<DocumentationVersion> {
  if (given.version.trim() === '') return fail(badRequest('Documentation version must be non-empty'));
  if (given.version.length > VERSION_LENGTH_MAX) {
    return fail(badRequest(`Documentation version must have at most ${VERSION_LENGTH_MAX} characters`));
  }
  if (nameIsTaken) return fail(conflict('Documentation version already exists for this REST API'));
  return ok({ ...given, description: given.description || null });
}

/** An unknown version, or one of an unknown RestApi; also what a stage may not name. The text is AWS's. */
export const unknownDocumentationVersion = notFound('Invalid Documentation version specified');

/** A version that a stage shows stays. The text is ours. */
export const documentationVersionInUse = (version: string, stageName: string) =>
  conflict(`Cannot delete documentation version '${version}', is referenced in stage: ${stageName}`);

/** What UpdateDocumentationVersion may change (recorded: documentation versions). */
export const documentationVersionPatchPaths: PatchTable<Omit<DocumentationVersion, 'parts'>> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/description',
      ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
    },
  ],
};
