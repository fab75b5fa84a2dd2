import { badRequest, fail, ok, type Owner, type Result } from '#libs/api-definition';
import { parseDocument, parseYamlTexts } from './parse-document.js';
import { isWellShaped, type DocumentReader } from '../shape/document-shape.js';
import { isMap, member, textOf, type DocumentMap } from './read-value.js';

/** A Swagger 2.0 or OpenAPI 3 document, read but not yet looked into. */
export interface OpenApiDocument {
  readonly version: 'swagger' | 'oas30';
  readonly root: DocumentMap;
}

/** Bytes of a document (developer guide: import quotas). */
const DOCUMENT_BYTES_MAX = 6 * 1024 * 1024;

/**
 * Reads the body of an import: JSON or YAML, whatever its Content-Type says. Anything that cannot be an
 * OpenAPI document, has a part of the wrong shape, or cannot be walked through in bounded time, is
 * `Invalid OpenAPI input.` (recorded: import). Variables of the owner are filled in. `reader`: what is to be
 * made of it; an HTTP API is made of OpenAPI 3.0 alone.
 */
export function readOpenApiDocument(
  body: Uint8Array,
  owner: Owner,
  reader: DocumentReader = 'rest',
): Result<OpenApiDocument> {
  const parsed = body.byteLength <= DOCUMENT_BYTES_MAX ? parseDocument(body) : undefined;
  if (!isMap(parsed)) return fail(unreadable);
  const version = versionOf(parsed);
  if (!version) return fail(unreadable);
  const root = withVariables(withWrittenVersion(parsed, body), owner) as DocumentMap;
  const document = { version, root };
  return isWellShaped(document, reader) ? ok(document) : fail(unreadable);
}

const unreadable = badRequest('Invalid OpenAPI input.');

function versionOf(root: DocumentMap): OpenApiDocument['version'] | undefined {
  // Unquoted, `swagger: 2.0` is a number to YAML.
  if (/^2(?:\.0)?$/.test(textOf(member(root, 'swagger')) ?? '')) return 'swagger';
  // 3.1 is refused, as by AWS (found): its schemas are no longer those that Models are made of.
  return /^3(?:\.0(?:\.\d+)?)?$/.test(textOf(member(root, 'openapi')) ?? '') ? 'oas30' : undefined;
}

/**
 * An API's `version: 1.0` without quotes is the text `1.0` (recorded: import, numeric versions); as a number
 * it would be 1.
 */
function withWrittenVersion(root: DocumentMap, body: Uint8Array): DocumentMap {
  const info = member(root, 'info');
  if (!isMap(info) || typeof member(info, 'version') !== 'number') return root;
  const version = textOf(member(member(parseYamlTexts(body), 'info'), 'version'));
  return version === undefined ? root : { ...root, info: { ...info, version } };
}

const variable = /\$\{AWS::(?:AccountId|Region|Partition)\}/;

/**
 * Puts the owner's values in for `${AWS::AccountId}` and the like, in names and texts (developer guide: AWS
 * variables for import).
 */
function withVariables(root: DocumentMap, { accountId, region }: Owner): unknown {
  const fill = (text: string): string =>
    variable.test(text)
      ? text
          .replaceAll('${AWS::AccountId}', accountId)
          .replaceAll('${AWS::Region}', region)
          .replaceAll('${AWS::Partition}', 'aws')
      : text;
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value);
    if (Array.isArray(value)) return value.map(filled);
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [fill(name), filled(inner)]));
  };
  return filled(root);
}
