import pg from 'pg';

/** Texts that get a name of their own at most: Postgres keeps each plan once per connection. */
const NAMES_MAX = 500;
const names = new Map<string, string>();
/** Texts seen once. What is never asked again, such as a migration, must not use up names. */
const seen = new Set<string>();

/**
 * A client that has Postgres parse and plan a statement once per connection rather than at each call, which
 * is most of what a small statement costs there; and that sends statements on without waiting for the
 * responses to those before. Responses come in the order of the statements, and one that fails does so by
 * itself.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
    // Between the pool's listener and TypeORM's there is a moment without any, in which a session that
    // Postgres ends would end this process. What waits for a response of that session is failed separately.
    this.on('error', () => undefined);
    this.query = preparing(this.query.bind(this)) as typeof this.query;
  }
}

type Query = (text: unknown, values?: unknown, ...rest: readonly unknown[]) => unknown;

const preparing =
  (query: Query): Query =>
  (text, values, ...rest) => {
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
    return name === undefined ? query(text, values, ...rest) : query({ name, text }, values, ...rest);
  };

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMES_MAX) return known;
  if (!seen.delete(text)) {
    if (seen.size >= NAMES_MAX) seen.clear();
    seen.add(text);
    return undefined;
  }
  const name = `tollgate_${names.size}`;
  names.set(text, name);
  return name;
}
