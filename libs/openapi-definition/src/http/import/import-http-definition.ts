import { fail, ok, type HttpApiParts, type Result, type Tags } from '#libs/api-definition';
import type { OpenApiDocument } from '../../document/openapi-document.js';
import type { BasePathMode } from '../../import/base-path.js';
import { importErrors, importWarnings } from '../../import/import-notes.js';
import { shownNotes } from '../../import/shown-notes.js';
import type { HttpImportNotes } from './http-import-notes.js';
import { importHttpRoutes } from './import-http-routes.js';
import { importHttpSecurity } from './import-http-security.js';
import { importHttpSettings, type ImportedHttpSettings } from './import-http-settings.js';

/** How a document is imported. */
export interface HttpImportOptions {
  readonly apiId: string;
  readonly basePathMode: BasePathMode;
  readonly failsOnWarnings: boolean;
  /** What the API has already: its ids are used again for what keeps its key or name. Null for a new API. */
  readonly existing: HttpApiParts | null;
  /** Of the API as it is; those of the document are laid over them. */
  readonly tags: Tags;
  readonly nextId: () => string;
}

/** What an API becomes by an import. */
export interface HttpDefinitionImport {
  readonly settings: ImportedHttpSettings;
  /** All that is below it afterwards. */
  readonly parts: HttpApiParts;
  /** What has no meaning for HTTP APIs. */
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The HTTP API that a document of OpenAPI 3.0 describes (developer guide: importing an HTTP API). Every error
 * undoes the whole import and is reported with the others; warnings only if that was asked for.
 */
export function importHttpDefinition(
  document: OpenApiDocument,
  options: HttpImportOptions,
): Result<HttpDefinitionImport> {
  const notes: HttpImportNotes = { infos: [], warnings: [], errors: [] };
  const read = importHttpSettings(document, notes);
  const settings = { ...read, tags: { ...options.tags, ...read.tags } };
  const schemes = importHttpSecurity(document, options, notes);
  const { routes, integrations } = importHttpRoutes(
    { document, schemes, tags: settings.tags, notes },
    options,
  );
  if (notes.errors.length > 0) return fail(importErrors(notes));
  if (options.failsOnWarnings && notes.warnings.length > 0) return fail(importWarnings(notes.warnings));
  return ok({
    settings,
    parts: {
      routes,
      routeResponses: [],
      integrations,
      integrationResponses: [],
      authorizers: [...schemes.values()].flatMap((scheme) =>
        scheme.kind === 'authorizer' ? [scheme.authorizer] : [],
      ),
      models: [],
    },
    infos: shownNotes(notes.infos),
    warnings: shownNotes(notes.warnings),
  });
}
