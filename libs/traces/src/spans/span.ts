/** What a span says; `undefined` and null are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** OTLP's numbers of the kinds. */
export const spanKinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** A piece of work that is over, as it is exported. */
export interface Span {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** Null: it begins the trace. */
  readonly parentSpanId: string | null;
  /** W3C's `tracestate`; empty without. */
  readonly traceState: string;
  readonly name: string;
  readonly kind: keyof typeof spanKinds;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: SpanAttributes;
  /** Whether the work failed, by the conventions of its kind. */
  readonly hasFailed: boolean;
  /** Spans of other traces that it has to do with. */
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}
