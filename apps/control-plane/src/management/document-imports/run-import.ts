import { randomBytes } from 'node:crypto';
import { idLengths, newId, ok, type Owner, type Result } from '#libs/api-definition';
import {
  importDefinition,
  importHttpDefinition,
  parseDocument,
  readOpenApiDocument,
  type DefinitionImport,
  type DocumentReader,
  type HttpDefinitionImport,
  type HttpImportOptions,
  type ImportOptions,
} from '#libs/openapi-definition';

/** A document and what is to be made of it; data alone, so that another thread can be given it. */
export interface ImportTask {
  readonly body: Uint8Array;
  readonly owner: Owner;
  readonly options: Omit<ImportOptions, 'nextId'>;
}

/** The same of an HTTP API. */
export interface HttpImportTask extends Omit<ImportTask, 'options'> {
  readonly options: Omit<HttpImportOptions, 'nextId'>;
}

const nextId = (): string => newId(idLengths.other, randomBytes);

/** What the document makes of the RestApi. */
export function runImport({ body, owner, options }: ImportTask): Result<DefinitionImport> {
  const document = readOpenApiDocument(body, owner);
  if (!document.ok) return document;
  return importDefinition(document.value, { ...options, nextId });
}

/** What the document makes of the HTTP API. */
export function runHttpImport({ body, owner, options }: HttpImportTask): Result<HttpDefinitionImport> {
  const document = readOpenApiDocument(body, owner, 'http');
  return document.ok ? importHttpDefinition(document.value, { ...options, nextId }) : document;
}

/** A document, and what it is to be read for. */
export interface CheckTask extends Omit<ImportTask, 'options'> {
  readonly reader?: DocumentReader;
}

/** Only whether it is a document at all. */
export function checkDocument({ body, owner, reader }: CheckTask): Result<null> {
  const document = readOpenApiDocument(body, owner, reader);
  return document.ok ? ok(null) : document;
}

/**
 * What ImportDocumentationParts looks at, alone of a document; undefined of what is none. The rest need not
 * leave the thread.
 */
export function readDocumentation({ body }: Pick<ImportTask, 'body'>): unknown {
  const document = parseDocument(body);
  if (typeof document !== 'object' || document === null) return undefined;
  return Object.fromEntries(Object.entries(document).filter(([name]) => documentationMembers.includes(name)));
}

const documentationMembers = ['swagger', 'openapi', 'x-amazon-apigateway-documentation'];
