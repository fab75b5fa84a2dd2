/**
 * What is kept of a session beside its token, in the browser's own keeping: a key that signs and cannot be
 * read.
 */
export interface KeptKey {
  readonly id: string;
  readonly secret: CryptoKey;
}

const databaseName = 'tollgate-console';
const storeName = 'keys';

/**
 * Keys of sessions over a reload of their page. A key without its token, which the tab alone has, signs
 * nothing that is let in; and keys of tabs that are no more are removed.
 */
export const keyStore = {
  put: (key: KeptKey): Promise<unknown> => run('readwrite', (store) => store.put(key)),
  get: (id: string): Promise<KeptKey | undefined> =>
    run('readonly', (store) => store.get(id)) as Promise<KeptKey | undefined>,
  remove: (id: string): Promise<unknown> => run('readwrite', (store) => store.delete(id)),

  /** Holds a key for as long as this page lives. */
  hold(id: string): void {
    void navigator.locks.request(lockOf(id), () => new Promise(() => undefined));
  },

  /** Removes keys that no page holds, but for one that this tab is about to take up again. */
  async sweep(except: string | null): Promise<void> {
    const { held = [] } = await navigator.locks.query();
    const isHeld = new Set(held.map(({ name }) => name));
    const ids = (await run('readonly', (store) => store.getAllKeys())) as string[];
    for (const id of ids) if (id !== except && !isHeld.has(lockOf(id))) await this.remove(id);
  },
};

const lockOf = (id: string): string => `tollgate-console ${id}`;

async function run(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await opened();
  try {
    return await result(act(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
  return result(request);
}

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps no keys'));
  });
