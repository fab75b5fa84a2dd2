import type {
  AccessLogSettings,
  LoggingLevel,
  MethodObservability,
  StageObservability,
} from '#libs/snapshot-format';
import type { ActiveMethod } from '../active-stage.js';

/**
 * What of a stage's requests is logged, counted and traced, as it serves. Whoever reads records asks
 * `record.observed` for what holds for the request's method, and the stage for the rest:
 * `record.stage?.observability.accessLog`. Both are answered without a look-up where nothing is on.
 */
export interface ActiveObservability {
  readonly apiName: string;
  /** Null: no access log. */
  readonly accessLog: AccessLogSettings | null;
  readonly tracingEnabled: boolean;
  /** Values of stage variables that no log may show. */
  readonly secretValues: readonly string[];
  /** What is on for each method of the stage's snapshot; null where nothing is on for any. */
  readonly methods: ReadonlyMap<ActiveMethod, ObservedMethod> | null;
}

/** What is on for a method. One object each for all methods of a stage that have the same. */
export interface ObservedMethod {
  readonly metricsEnabled: boolean;
  /** With data trace ERROR is INFO: everything is logged (guide page "Set up CloudWatch logging"). */
  readonly loggingLevel: LoggingLevel;
  /** Never without a level. */
  readonly dataTraceEnabled: boolean;
}

/** What is on where nothing is: also for requests that no method serves. */
export const notObserved: ObservedMethod = Object.freeze({
  metricsEnabled: false,
  loggingLevel: 'OFF',
  dataTraceEnabled: false,
});

const noObservability: ActiveObservability = Object.freeze({
  apiName: '',
  accessLog: null,
  tracingEnabled: false,
  secretValues: [],
  methods: null,
});

/** Joins a stage's settings to the methods of its snapshot. Missing: the document is of before. */
export function activateObservability(
  settings: StageObservability | undefined,
  methods: readonly ActiveMethod[],
  variables: Readonly<Record<string, string>> = {},
): ActiveObservability {
  if (settings === undefined) return noObservability;
  const ofEvery = observedMethod(settings.everyMethod);
  const own = new Map(
    Object.entries(settings.methods ?? {}).map(([key, method]) => [key, observedMethod(method)]),
  );
  const observed = new Map<ActiveMethod, ObservedMethod>();
  for (const method of methods) {
    const ofMethod = own.get(method.settingsKey) ?? ofEvery;
    if (ofMethod !== notObserved) observed.set(method, ofMethod);
  }
  return {
    apiName: settings.apiName,
    accessLog: settings.accessLog ?? null,
    tracingEnabled: settings.tracingEnabled ?? false,
    secretValues: (settings.secretVariables ?? []).flatMap((name) => variables[name] ?? []),
    methods: observed.size > 0 ? observed : null,
  };
}

function observedMethod(settings: MethodObservability | undefined): ObservedMethod {
  const { metricsEnabled = false, loggingLevel = 'OFF', dataTraceEnabled = false } = settings ?? {};
  if (!metricsEnabled && loggingLevel === 'OFF') return notObserved;
  const isLogged = loggingLevel !== 'OFF';
  return {
    metricsEnabled,
    loggingLevel: isLogged && dataTraceEnabled ? 'INFO' : loggingLevel,
    dataTraceEnabled: isLogged && dataTraceEnabled,
  };
}
