import { randomBytes } from 'node:crypto';
import { idLengths, newId, ok, type Owner, type Result } from '#libs/api-definition';
import {
  importDefinition,
  parseDocument,
  readOpenApiDocument,
  type DefinitionImport,
  type ImportOptions,
} from '#libs/openapi-definition';

/** A document and what is to be made of it; data alone, so that another thread can be given it. */
export interface ImportTask {
  readonly body: Uint8Array;
  readonly owner: Owner;
  readonly options: Omit<ImportOptions, 'nextId'>;
}

/** What the document makes of the RestApi. */
export function runImport({ body, owner, options }: ImportTask): Result<DefinitionImport> {
  const document = readOpenApiDocument(body, owner);
  if (!document.ok) return document;
  return importDefinition(document.value, { ...options, nextId: () => newId(idLengths.other, randomBytes) });
}

/** Only whether it is a document at all. */
export function checkDocument({ body, owner }: Omit<ImportTask, 'options'>): Result<null> {
  const document = readOpenApiDocument(body, owner);
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
