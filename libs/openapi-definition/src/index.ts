/** Reading the body of an import: JSON or YAML, bounded. */
export { readOpenApiDocument, type OpenApiDocument } from './document/openapi-document.js';
export type { DocumentReader } from './shape/document-shape.js';
/** The JSON or YAML of any import's body; undefined when it is neither, or too large to walk through. */
export { parseDocument } from './document/parse-document.js';
/** What a document makes of a RestApi. */
export { importDefinition, type DefinitionImport, type ImportOptions } from './import/import-definition.js';
/** Settings of the RestApi itself: for a new one, and merged into one that exists. */
export type { ImportedSettings } from './import/import-settings.js';
export { newRestApiOf, withImportedSettings } from './import/apply-settings.js';
/** Query parameters of the import operations. */
export {
  readBasePathMode,
  readImportParameters,
  type ImportParameters,
} from './import/read-import-parameters.js';
/** A deployed definition as a document, and the text of it. */
export { exportDefinition, exportedVersion, type ExportOptions } from './export/export-definition.js';
export { readExportExtensions, type ExportExtension } from './export/export-extensions.js';
export { encodeDocument } from './export/encode-document.js';
/** What a document of OpenAPI 3.0 makes of an HTTP API, and such a document of one. */
export {
  importHttpDefinition,
  type HttpDefinitionImport,
  type HttpImportOptions,
} from './http/import/import-http-definition.js';
export type { ImportedHttpSettings } from './http/import/import-http-settings.js';
export { exportHttpDefinition, type HttpExportOptions } from './http/export/export-http-definition.js';
export type { BasePathMode } from './import/base-path.js';
