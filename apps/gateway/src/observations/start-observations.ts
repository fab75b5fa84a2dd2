import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newSenderId, observationKinds, type ObservationKind } from '#libs/observations';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneMember } from '../control-plane/control-plane-address.js';
import type { Observations } from '../observability/observations.js';
import { BlockFiles } from './block-files.js';
import { postBlocks } from './post-block.js';
import { ShippingLoop } from './shipping-loop.js';
import { Spool, type SpoolStatus } from './spool.js';

export interface ObservationsOptions extends ControlPlaneMember {
  /** This gateway process's own. */
  readonly dataDir: string;
  /** Bound of the files of one kind (`TOLLGATE_OBSERVATIONS_MAX_MB`). */
  readonly observationsMaxMb?: number | undefined;
  readonly log: Logger;
  /** See `ShippingLoop`. */
  readonly backOffMs?: (failures: number) => number;
}

export interface RunningObservations extends Observations {
  /** For the status page and metrics: by kind what waits, and what was lost. */
  status(): Readonly<Record<ObservationKind, SpoolStatus>> & {
    readonly sender: string;
    readonly connected: boolean;
  };
  /** Hands in what can be within two seconds; the rest waits on disk for the next process. */
  close(): Promise<void>;
}

const stopGraceMs = 2000;

/** Starts to send what happened to the control plane, and what an earlier process has left of it. */
export function startObservations(options: ObservationsOptions): RunningObservations {
  const { log, observationsMaxMb = 256 } = options;
  const senderId = newSenderId(Date.now(), randomBytes(8));
  const files = new BlockFiles(join(options.dataDir, 'observations'));
  const spool = new Spool({ files, senderId, bytesMax: observationsMaxMb * 1024 * 1024, log });
  const controlPlane = postBlocks(options, observationKinds.length);
  const loops = observationKinds.map(
    (kind) => new ShippingLoop({ ...options, kind, spool, post: controlPlane.post }),
  );
  spool.onQueued = (kind) => loops[observationKinds.indexOf(kind)]!.queued();
  for (const loop of loops) loop.start();
  void spool.recover();
  return {
    hand: (kind, block) => spool.hand(kind, block),
    status: () => ({
      sender: senderId,
      connected: loops.every(({ failures }) => failures === 0),
      ...(Object.fromEntries(observationKinds.map((kind) => [kind, spool.status(kind)])) as Record<
        ObservationKind,
        SpoolStatus
      >),
    }),
    async close() {
      const handedIn = spool.close().then(() => Promise.all(loops.map((loop) => loop.stop())));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, stopGraceMs)));
      await Promise.race([handedIn, late]);
      clearTimeout(timer);
      // Whoever is late, for want of a disk or of a response, must not go on.
      for (const loop of loops) void loop.stop();
      await controlPlane.close();
      await files.removeIfEmpty(senderId);
    },
  };
}
