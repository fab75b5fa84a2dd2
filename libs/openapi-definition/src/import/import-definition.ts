import { fail, importDocumentation, ok, type DefinitionTree, type Result } from '#libs/api-definition';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { member, textOf } from '../document/read-value.js';
import type { BasePathMode } from './base-path.js';
import { importGatewayResponses } from './import-gateway-responses.js';
import { importMethods } from './import-methods.js';
import { importModels } from './import-models.js';
import { importErrors, importWarnings, type ImportNotes } from './import-notes.js';
import { importRequestValidators } from './import-request-validators.js';
import { importResources } from './import-resources.js';
import { importSecurity, type SecurityScheme } from './import-security.js';
import { extension, importSettings, type ImportedSettings } from './import-settings.js';
import { shownNotes } from './shown-notes.js';

/** How a document is imported. */
export interface ImportOptions {
  readonly restApiId: string;
  readonly rootResourceId: string;
  readonly basePathMode: BasePathMode;
  /** `merge` keeps what the document does not have, `overwrite` drops it. */
  readonly mode: 'merge' | 'overwrite';
  /**
   * What the RestApi has already: its ids are used again for what keeps its path or name. Null for a new
   * RestApi.
   */
  readonly existing: DefinitionTree | null;
  readonly ignoresDocumentation: boolean;
  readonly failsOnWarnings: boolean;
  readonly nextId: () => string;
}

/** What a RestApi becomes by an import. */
export interface DefinitionImport {
  readonly settings: ImportedSettings;
  /** All of it afterwards. */
  readonly tree: DefinitionTree;
  /** A version of the documentation that the document asks for. */
  readonly documentationVersion: string | null;
  readonly warnings: readonly string[];
}

/**
 * The definition that a document describes (recorded: import; developer guide: importing a REST API). Every
 * error undoes the whole import and is reported with the others; warnings only if that was asked for.
 */
export function importDefinition(
  document: OpenApiDocument,
  options: ImportOptions,
): Result<DefinitionImport> {
  const notes: ImportNotes = { warnings: [], errors: [] };
  const { restApiId, mode, nextId } = options;
  const existing = options.existing ?? emptyTree;
  const kept = mode === 'merge' ? existing : emptyTree;
  const settings = importSettings(document, notes);
  const models = importModels(document, { restApiId, idOf: idsOf(existing.models, nextId) }, notes);
  const schemes = importSecurity(document, { restApiId, idOf: idsOf(existing.authorizers, nextId) }, notes);
  const authorizers = [...schemes.values()].flatMap(authorizerOf);
  const validators = importRequestValidators(
    document,
    restApiId,
    idsOf(existing.requestValidators, nextId),
    notes,
  );
  const knownPaths = new Map(existing.resources.map(({ path, id }) => [path, id]));
  const resources = importResources(
    { restApiId, id: options.rootResourceId },
    kept.resources,
    (path) => knownPaths.get(path) ?? nextId(),
    notes,
  );
  const methods = importMethods(
    {
      document,
      models,
      schemes,
      validators,
      references: {
        modelNames: models.names,
        requestValidatorIds: new Set([...validators.values()].map(({ id }) => id)),
        authorizerIds: new Set(authorizers.map(({ id }) => id)),
      },
      notes,
    },
    resources,
    options,
  );
  const gatewayResponses = importGatewayResponses(document, restApiId, notes);
  const documentation = importParts(document, options, existing, notes);
  const limit = resources.limit();
  if (limit) return fail(limit);
  if (notes.errors.length > 0) return fail(importErrors(notes));
  if (options.failsOnWarnings && notes.warnings.length > 0) return fail(importWarnings(notes.warnings));
  const byId = ({ id }: { readonly id: string }) => id;
  return ok({
    settings,
    tree: {
      resources: resources.resources(),
      methods: laidOver(kept.methods, methods, ({ resourceId, httpMethod }) => `${resourceId} ${httpMethod}`),
      // What keeps its name has kept its id.
      models: laidOver(kept.models, models.models(), byId),
      requestValidators: laidOver(kept.requestValidators, [...validators.values()], byId),
      authorizers: laidOver(kept.authorizers, authorizers, byId),
      gatewayResponses: laidOver(kept.gatewayResponses, gatewayResponses, ({ responseType }) => responseType),
      documentationParts: documentation.parts,
    },
    documentationVersion: documentation.version,
    warnings: shownNotes(notes.warnings),
  });
}

const emptyTree: DefinitionTree = {
  resources: [],
  methods: [],
  models: [],
  requestValidators: [],
  authorizers: [],
  gatewayResponses: [],
  documentationParts: [],
};

/** The id of what has this name already, else a new one. */
function idsOf(
  existing: readonly { readonly id: string; readonly name: string }[],
  nextId: () => string,
): (name: string) => string {
  const ids = new Map(existing.map(({ id, name }) => [name, id]));
  return (name) => ids.get(name) ?? nextId();
}

/** What was there, with what is new in the place of what has the same key. */
function laidOver<T>(old: readonly T[], added: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const items = new Map(old.map((item) => [keyOf(item), item]));
  for (const item of added) items.set(keyOf(item), item);
  return [...items.values()];
}

const authorizerOf = (scheme: SecurityScheme) => (scheme.kind === 'authorizer' ? [scheme.authorizer] : []);

function importParts(
  { root }: OpenApiDocument,
  { restApiId, mode, nextId, ignoresDocumentation }: ImportOptions,
  existing: DefinitionTree,
  notes: ImportNotes,
): { readonly parts: DefinitionTree['documentationParts']; readonly version: string | null } {
  if (ignoresDocumentation) return { parts: existing.documentationParts, version: null };
  const imported = importDocumentation(root, existing.documentationParts, { restApiId, mode, nextId });
  if (!imported.ok) {
    notes.errors.push(imported.error.message);
    return { parts: [], version: null };
  }
  for (const warning of imported.value.warnings) notes.warnings.push(warning);
  const version = textOf(member(extension(root, 'documentation'), 'version'));
  return { parts: imported.value.parts, version: version || null };
}
