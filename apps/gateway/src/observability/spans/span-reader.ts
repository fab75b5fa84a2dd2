import type { SpanExporter } from '#libs/traces';
import type { RecordReader, RequestRecord } from '../../invocation/record/request-record.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';
import { requestSpans } from './request-spans.js';

/** Exports the spans of the requests that were chosen for it; of a MOCK it is chosen only here. */
export class SpanReader implements RecordReader {
  constructor(private readonly exporter: Pick<SpanExporter, 'add'>) {}

  read(record: RequestRecord): void {
    const { invocation } = record;
    if (invocation === null || invocation.stage === null) return;
    record.trace = traceOf(invocation);
    const { spans } = record.trace;
    if (spans === null) return;
    for (const span of requestSpans(record, invocation, spans)) this.exporter.add(span);
  }
}
