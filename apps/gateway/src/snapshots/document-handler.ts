import type { DocumentBodies, DocumentKind, FeedChange } from '#libs/snapshot-format';
import { parseBody } from './check-change.js';

/** Null: taken over. A text: refused, and why; what served before goes on serving. */
export type Refusal = string | null;

/** What this gateway does with the documents of one kind. */
export interface DocumentHandler {
  readonly kind: DocumentKind;
  /**
   * Kinds that these documents name: they come first, and a document that was refused is tried again when one
   * of them has come.
   */
  readonly after: readonly DocumentKind[];
  /**
   * Fetches what the document needs and this gateway does not have. Rejects when the control plane cannot be
   * asked.
   */
  readonly prepare?: (change: FeedChange) => Promise<readonly FeedChange[]>;
  /**
   * Checks, builds beside what serves, and swaps; without a body it takes away. Whatever it throws is a
   * refusal as well.
   */
  readonly put: (change: FeedChange) => Refusal;
  /** What is in memory; null for documents that are read from the store when they are asked for. */
  readonly names: (() => Iterable<string>) | null;
  /**
   * Whether a document must stay on disk although it was deleted upstream: a restart must find what still
   * serves.
   */
  readonly isInUse?: (name: string) => boolean;
  /** Told of a document that was taken over, once it is on disk. */
  readonly stored?: (name: string, deleted: boolean) => void;
  /** Told that all documents on disk may be others. */
  readonly replaced?: () => void;
}

/** The handler of documents that are parsed as they come. */
export function handlerOf<K extends DocumentKind>(
  kind: K,
  {
    put,
    ...handler
  }: Partial<Omit<DocumentHandler, 'kind' | 'put'>> & {
    readonly put: (name: string, document: DocumentBodies[K] | null, seq: number) => Refusal | void;
  },
): DocumentHandler {
  return {
    after: [],
    names: null,
    ...handler,
    kind,
    put({ name, body, seq }) {
      if (body === null) return put(name, null, seq) ?? null;
      const parsed = parseBody(kind, body);
      return parsed.ok ? (put(name, parsed.value, seq) ?? null) : parsed.reason;
    },
  };
}

/** Handlers in an order in which each comes behind those that it names. */
export function inOrder(
  handlers: Readonly<Record<DocumentKind, DocumentHandler>>,
): readonly DocumentHandler[] {
  const ordered = new Set<DocumentHandler>();
  const add = (handler: DocumentHandler): void => {
    for (const kind of handler.after) add(handlers[kind]);
    ordered.add(handler);
  };
  for (const handler of Object.values(handlers)) add(handler);
  return [...ordered];
}
