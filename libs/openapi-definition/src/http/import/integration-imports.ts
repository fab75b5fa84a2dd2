import type { HttpIntegration } from '#libs/api-definition';
import type { OpenApiDocument } from '../../document/openapi-document.js';
import { entriesOf, member } from '../../document/read-value.js';
import { followReference } from '../../import/follow-reference.js';
import { extension } from '../../import/import-settings.js';
import type { HttpImportNotes } from './http-import-notes.js';
import type { HttpImportOptions } from './import-http-definition.js';
import { importHttpIntegration } from './import-http-integration.js';

const named = '#/components/x-amazon-apigateway-integrations/';

/**
 * The integrations of a document: those with a name once each, used or not, and one for every operation that
 * has its own.
 */
export class IntegrationImports {
  private readonly made: HttpIntegration[] = [];
  private readonly madeIds = new Set<string>();
  /** Ids of integrations by their reference; null of one that an HTTP API cannot have. */
  private readonly byReference = new Map<string, string | null>();

  constructor(
    private readonly document: OpenApiDocument,
    private readonly options: HttpImportOptions,
    private readonly notes: HttpImportNotes,
  ) {}

  /** The id of what an operation calls; null when it calls nothing. `before`: of what its route called. */
  of(operation: unknown, routeKey: string, before: string | undefined): string | null {
    const given = extension(operation, 'integration');
    if (given === undefined || given === null) {
      this.notes.infos.push(`'${routeKey}' has no integration: it answers 404.`);
      return null;
    }
    const reference = member(given, '$ref');
    if (typeof reference !== 'string') return this.add(given, routeKey, before);
    const known = this.byReference.get(reference);
    if (known !== undefined) return known;
    const found = followReference(this.document, given, this.notes);
    const id = found === undefined ? null : this.add(found, routeKey, before);
    this.byReference.set(reference, id);
    return id;
  }

  /** Of those made so far. */
  get ids(): ReadonlySet<string> {
    return this.madeIds;
  }

  all(): readonly HttpIntegration[] {
    const { root } = this.document;
    for (const [name, given] of entriesOf(extension(member(root, 'components'), 'integrations'))) {
      if (!this.byReference.has(`${named}${name}`)) this.add(given, name, undefined);
    }
    return this.made;
  }

  private add(given: unknown, at: string, before: string | undefined): string | null {
    const { apiId, nextId } = this.options;
    const integrationId = before !== undefined && !this.madeIds.has(before) ? before : nextId();
    const integration = importHttpIntegration(given, { apiId, integrationId }, at, this.notes);
    if (integration === null) return null;
    this.made.push(integration);
    this.madeIds.add(integrationId);
    return integrationId;
  }
}
