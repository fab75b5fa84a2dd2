import type { IncomingMessage } from 'node:http';
import type { Operation } from '#libs/aws-wire';
import type { WorkSpan } from '#libs/traces';

/** The span of a call, and which operation it turned out to be for. */
export interface CallSpan {
  readonly span: WorkSpan;
  /** Null while it is not known, and of calls of what is ours. */
  operation: Operation | null;
}

const spans = new WeakMap<IncomingMessage, CallSpan>();

/** The spans of running calls, by their requests. */
export const callSpans = {
  of: ({ raw }: { readonly raw: IncomingMessage }): CallSpan | undefined => spans.get(raw),
  put: ({ raw }: { readonly raw: IncomingMessage }, span: WorkSpan): void => {
    spans.set(raw, { span, operation: null });
  },
};
