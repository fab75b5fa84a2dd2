import { ok } from '../../domain-error.js';
import { strictWhitelist, type PatchTable } from '../../patch/index.js';
import { checkDocumentationProperties } from './create-documentation-part.js';
import type { DocumentationPart } from './documentation-part.js';

/** What UpdateDocumentationPart may change (recorded: documentation parts). */
export const documentationPartPatchPaths: PatchTable<DocumentationPart> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/properties',
      ops: {
        replace: (draft, { value }) => {
          const properties = checkDocumentationProperties(value);
          return properties.ok ? ok({ ...draft, properties: properties.value }) : properties;
        },
      },
    },
  ],
};
