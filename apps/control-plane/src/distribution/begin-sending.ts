import type { Job } from '#libs/queue';
import { traceParentOf, type Tracer } from '#libs/traces';

/** Jobs on their way into the queue. */
export interface Sending {
  /** The jobs; those that are traced name the span that they come from. */
  readonly jobs: readonly Job[];
  /** When they are in the queue, or will not be. */
  end(outcome: { readonly hasFailed: boolean }): void;
}

/** Begins a span for each job that is put into the queue, by the semantic conventions for messaging. */
export function beginSending(tracer: Tracer, jobs: readonly Job[]): Sending {
  const sending = jobs.map((job) => {
    const span = tracer.begin({
      name: `send ${job.name}`,
      kind: 'producer',
      attributes: {
        'messaging.system': 'bullmq',
        'messaging.operation.name': 'send',
        'messaging.operation.type': 'send',
        'messaging.destination.name': job.name,
        'messaging.message.id': job.id,
      },
    });
    return { span, job: span === null ? job : { ...job, trace: traceParentOf(span) } };
  });
  return {
    jobs: sending.map(({ job }) => job),
    end: (outcome) => {
      for (const { span } of sending) tracer.end(span, outcome);
    },
  };
}
