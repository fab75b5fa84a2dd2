/** What gateways report besides usage: counts and latencies, lines of logs, and how single requests went. */
export const observationKinds = ['metrics', 'logs', 'requests'] as const;

export type ObservationKind = (typeof observationKinds)[number];

export const isObservationKind = (name: string): name is ObservationKind =>
  (observationKinds as readonly string[]).includes(name);

/** The largest block, before it is compressed. A gateway hands in no larger one, nor is one taken. */
export const blockBytesMax = 8 * 1024 * 1024;

/** Where a gateway posts blocks of a kind, compressed with gzip. */
export const observationsPath = (kind: string): string => `/_tollgate/v1/observations/${kind}`;
