/** A gateway that may be serving the canary. */
export interface ServingGateway {
  readonly gatewayId: string;
  readonly connected: boolean;
  readonly lastSeenAtMs: number;
  /** Up to when all that it has served is known; null while it has said nothing of this canary. */
  readonly reportedUpToMs: number | null;
  /** It has said that it stops, and serves nothing any more once it is not connected. */
  readonly hasLeft: boolean;
}

/** How far all gateways have reported. */
export interface HeardGateways {
  /** Up to when everything is known; null while some gateway has said nothing yet, or there is none. */
  readonly upToMs: number | null;
  /** Why nothing is decided for now; none: everything is known up to just now. */
  readonly problems: readonly string[];
}

/** Gateways report every five seconds, and are heard within a few more. */
const freshForMs = 20_000;
/**
 * A gateway that is away without a word may be cut off and serve on, so that what it sees counts; one that is
 * away for so long has ended.
 */
const goneAfterMs = 15 * 60_000;
const namedMax = 5;

/** Up to when the figures are complete, by what gateways there are. */
export function heardUpTo(gateways: readonly ServingGateway[], nowMs: number): HeardGateways {
  const serving = gateways.filter(
    ({ connected, lastSeenAtMs, hasLeft }) => connected || (!hasLeft && nowMs - lastSeenAtMs < goneAfterMs),
  );
  if (serving.length === 0) return { upToMs: null, problems: ['no gateway is connected'] };
  const reports = serving.map(({ reportedUpToMs }) => reportedUpToMs);
  const upToMs = reports.includes(null) ? null : Math.min(...(reports as number[]));
  const silent = serving.filter(
    ({ reportedUpToMs }) => reportedUpToMs === null || nowMs - reportedUpToMs > freshForMs,
  );
  const problems = silent
    .slice(0, namedMax)
    .map(({ gatewayId, connected, reportedUpToMs }) =>
      [
        `gateway ${gatewayId}`,
        connected ? '' : ', which is not connected,',
        reportedUpToMs === null
          ? ' has not reported on this canary yet'
          : ` has not reported for ${Math.floor((nowMs - reportedUpToMs) / 1_000)} s`,
      ].join(''),
    );
  const others = silent.length - problems.length;
  return { upToMs, problems: others > 0 ? [...problems, `${others} more have not reported`] : problems };
}
