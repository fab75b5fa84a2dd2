/**
 * What gateways report besides usage: counts and latencies, lines of logs, how single requests went, and
 * requests that somebody wanted to see whole.
 */
export const observationKinds = ['metrics', 'logs', 'explanations', 'captures'] as const;

export type ObservationKind = (typeof observationKinds)[number];

export const isObservationKind = (name: string): name is ObservationKind =>
  (observationKinds as readonly string[]).includes(name);

/** The largest block, before it is compressed. A gateway hands in no larger one, nor is one taken. */
export const blockBytesMax = 8 * 1024 * 1024;

/** Where a gateway posts blocks of a kind, compressed with gzip. */
export const observationsPath = (kind: string): string => `/_tollgate/v1/observations/${kind}`;
