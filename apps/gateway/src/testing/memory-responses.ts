import { CollapsedCalls } from '../invocation/response-cache/collapsed-calls.js';
import type {
  KeptResponse,
  ResponseStore,
  StageResponses,
} from '../invocation/response-cache/response-store.js';

/** A store without bounds, for specs of what stands before it. `kept`: all that there is, by key. */
export interface MemoryResponses extends ResponseStore {
  readonly kept: ReadonlyMap<string, KeptResponse>;
  /** How long everything that is kept has been there already; milliseconds. */
  ageBy(ms: number): void;
  /** How many callers wait for the call of another. */
  waiting(): number;
}

export function memoryResponses(): MemoryResponses {
  const kept = new Map<string, KeptResponse>();
  let current: { readonly epoch: string; readonly responses: StageResponses } | null = null;
  return {
    kept,
    ageBy(ms) {
      for (const [key, { storedAtMs, expiresAtMs, ...response }] of kept) {
        kept.set(key, { ...response, storedAtMs: storedAtMs - ms, expiresAtMs: expiresAtMs - ms });
      }
    },
    waiting: () => current?.responses.calls.state.waiting ?? 0,
    open({ epoch }) {
      if (current?.epoch === epoch) return current.responses;
      kept.clear();
      const responses: StageResponses = {
        find(key) {
          const found = kept.get(key);
          return found !== undefined && found.expiresAtMs > Date.now() ? found : null;
        },
        keep: (key, response) => void kept.set(key, response),
        calls: new CollapsedCalls(),
      };
      current = { epoch, responses };
      return responses;
    },
    close() {
      kept.clear();
      current = null;
    },
  };
}
