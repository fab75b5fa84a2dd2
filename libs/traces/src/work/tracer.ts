import { AsyncLocalStorage } from 'node:async_hooks';
import { readTraceParent, sampledFlag, writeTraceParent } from '../context/trace-parent.js';
import type { SpanExporter } from '../export/span-exporter.js';
import type { Span, SpanAttributes } from '../spans/span.js';
import { newSpanId, newTraceId } from '../spans/span-ids.js';

/** A piece of work that begins. */
export interface Work {
  readonly name: string;
  readonly kind: Span['kind'];
  /**
   * The `traceparent` of whoever asked for it; missing or null: the work that runs, else a trace of its own.
   */
  readonly parent?: string | null;
  /** Of the one that asked, where it is another process. */
  readonly traceState?: string;
  readonly attributes?: SpanAttributes;
}

/** A piece of work that runs. What is found out on the way is put into its members. */
export interface WorkSpan {
  name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly traceState: string;
  readonly kind: Span['kind'];
  readonly startMs: number;
  attributes: SpanAttributes;
}

/**
 * Makes spans of what a process does, where it has a collector; where it has none, or whoever asked does not
 * record the trace, the work simply runs. The span of running work is known to all that it calls.
 *
 * Not for the hot path of gateways, where spans are made of a request's record.
 */
export class Tracer {
  private readonly active = new AsyncLocalStorage<WorkSpan>();

  constructor(private readonly exporter: Pick<SpanExporter, 'add' | 'close'> | null) {}

  /** Whether anything is ever recorded. */
  get isOn(): boolean {
    return this.exporter !== null;
  }

  /** Null where it is not to be recorded. To be ended by `end`; without, it is never exported. */
  begin({ name, kind, parent = null, traceState = '', attributes = {} }: Work): WorkSpan | null {
    if (this.exporter === null) return null;
    const sent = parent === null ? null : readTraceParent(parent);
    if (sent !== null && (sent.flags & sampledFlag) === 0) return null;
    const above = sent === null ? this.active.getStore() : undefined;
    return {
      name,
      kind,
      attributes,
      traceId: sent?.traceId ?? above?.traceId ?? newTraceId(),
      spanId: newSpanId(),
      parentSpanId: sent?.parentId ?? above?.spanId ?? null,
      traceState: sent === null ? (above?.traceState ?? '') : traceState,
      startMs: nowMs(),
    };
  }

  end(span: WorkSpan | null, { hasFailed }: { readonly hasFailed: boolean }): void {
    if (span !== null) this.exporter?.add({ ...span, endMs: Math.max(span.startMs, nowMs()), hasFailed });
  }

  /** Runs work whose span is begun and ended elsewhere. */
  within<T>(span: WorkSpan | null, work: () => T): T {
    return span === null ? work() : this.active.run(span, work);
  }

  /** Runs work as one span, which has failed when the work rejects. */
  async run<T>(begun: Work, work: (span: WorkSpan | null) => Promise<T>): Promise<T> {
    const span = this.begin(begun);
    if (span === null) return work(null);
    let hasFailed = true;
    try {
      const result = await this.active.run(span, () => work(span));
      hasFailed = false;
      return result;
    } catch (error) {
      span.attributes = { ...span.attributes, 'error.type': errorType(error) };
      throw error;
    } finally {
      this.end(span, { hasFailed });
    }
  }

  /** The same for a part of what runs: nothing where nothing that is recorded does. */
  async runPart<T>(begun: Work, work: (span: WorkSpan | null) => Promise<T>): Promise<T> {
    return this.active.getStore() === undefined ? work(null) : this.run(begun, work);
  }

  close(): Promise<void> {
    return this.exporter?.close() ?? Promise.resolve();
  }
}

/** How a span is named to whoever works for it elsewhere: as `traceparent`. */
export function traceParentOf({ traceId, spanId }: WorkSpan): string {
  return writeTraceParent({ traceId, parentId: spanId, flags: sampledFlag });
}

const nowMs = (): number => performance.timeOrigin + performance.now();

/** The class of an error: its message may quote what it worked on. */
function errorType(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
