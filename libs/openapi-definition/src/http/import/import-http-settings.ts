import { readCorsConfiguration, type CorsConfiguration, type Tags } from '#libs/api-definition';
import { elementsOf, isMap, isTrue, member, textOf } from '../../document/read-value.js';
import type { OpenApiDocument } from '../../document/openapi-document.js';
import { endpointOf, extension } from '../../import/import-settings.js';
import type { HttpImportNotes } from './http-import-notes.js';

/** What a document says of the API itself; undefined where it says nothing. */
export interface ImportedHttpSettings {
  /** Of the title. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly description: string | undefined;
  /** Null: the document has none. */
  readonly corsConfiguration: CorsConfiguration | null;
  readonly disableExecuteApiEndpoint: boolean | undefined;
  readonly tags: Tags;
}

/** Reads `info`, `tags` and the extensions of the root (developer guide: extensions). */
export function importHttpSettings(
  { version, root }: OpenApiDocument,
  notes: HttpImportNotes,
): ImportedHttpSettings {
  const info = member(root, 'info');
  const disabled = member(endpointOf(version, root), 'disableExecuteApiEndpoint');
  const format = textOf(extension(root, 'importexport-version'));
  // Unquoted, 1.0 is the number 1 to YAML and JSON.
  if (format !== undefined && format !== '1.0' && format !== '1') {
    notes.errors.push(`Unsupported x-amazon-apigateway-importexport-version: ${format}. Use 1.0`);
  }
  return {
    name: textOf(member(info, 'title')) || undefined,
    version: textOf(member(info, 'version')) || undefined,
    description: textOf(member(info, 'description')) || undefined,
    corsConfiguration: corsOf(extension(root, 'cors'), notes),
    disableExecuteApiEndpoint: disabled === undefined ? undefined : isTrue(disabled),
    tags: tagsOf(member(root, 'tags')),
  };
}

function corsOf(given: unknown, notes: HttpImportNotes): CorsConfiguration | null {
  if (!isMap(given)) return null;
  const texts = (name: string) => {
    const list = member(given, name);
    return Array.isArray(list) ? list.flatMap((element) => textOf(element) ?? []) : undefined;
  };
  const credentials = member(given, 'allowCredentials');
  const maxAge = member(given, 'maxAge');
  const members = {
    allowOrigins: texts('allowOrigins'),
    allowMethods: texts('allowMethods'),
    allowHeaders: texts('allowHeaders'),
    exposeHeaders: texts('exposeHeaders'),
    allowCredentials: credentials === undefined || credentials === null ? undefined : isTrue(credentials),
    maxAge: maxAge === undefined || maxAge === null ? undefined : Number(maxAge),
  };
  const { maxAge: seconds = 0 } = members;
  if (!Number.isInteger(seconds) || seconds < -1 || seconds > 86_400) {
    notes.errors.push('Invalid CORS configuration: maxAge must be from -1 to 86400');
    return null;
  }
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  const cors = readCorsConfiguration(Object.fromEntries(present));
  if (cors.ok) return cors.value;
  notes.errors.push(`Invalid CORS configuration: ${cors.error.message}`);
  return null;
}

/** Every tag of the document is one of the API; one without a value has an empty one. */
const tagsOf = (tags: unknown): Tags =>
  Object.fromEntries(
    elementsOf(tags).flatMap((tag) => {
      const name = textOf(member(tag, 'name'));
      return name === undefined ? [] : [[name, textOf(extension(tag, 'tag-value')) ?? '']];
    }),
  );
