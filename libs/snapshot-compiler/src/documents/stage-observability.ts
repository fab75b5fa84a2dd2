import { secretVariables, type MethodSetting, type Stage } from '#libs/api-definition';
import type { LoggingLevel, MethodObservability, StageObservability } from '#libs/snapshot-format';
import { throttleName } from './method-throttles.js';

/** The key of the settings for every method of a stage. */
export const everyMethod = '*/*';

/**
 * What of a stage's requests is logged, counted and traced. The settings of a method stand for themselves:
 * they took over those of every method when they were made (recorded: stages).
 */
export function stageObservability(stage: Stage, apiName: string): StageObservability {
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  const ofEvery = methodObservability(stage.methodSettings[everyMethod]);
  const methods = Object.entries(stage.methodSettings).flatMap(([key, setting]) => {
    const name = key === everyMethod ? null : throttleName(key);
    const observability = methodObservability(setting);
    return name === null || isSameObservability(observability, ofEvery)
      ? []
      : [[name, observability] as const];
  });
  const variables = { ...stage.variables, ...stage.canarySettings?.stageVariableOverrides };
  const secret = Object.keys(variables).filter(secretVariables(stage.tags));
  return {
    apiName,
    // Each can be set before the other; one alone logs nothing.
    ...(destinationArn && format && { accessLog: { destinationArn, format } }),
    ...(stage.tracingEnabled && { tracingEnabled: true }),
    ...(secret.length > 0 && { secretVariables: secret }),
    ...(!isSameObservability(ofEvery, allOff) && { everyMethod: ofEvery }),
    ...(methods.length > 0 && { methods: Object.fromEntries(methods) }),
  };
}

export const allOff: MethodObservability = {
  metricsEnabled: false,
  loggingLevel: 'OFF',
  dataTraceEnabled: false,
};

function methodObservability(setting: MethodSetting | undefined): MethodObservability {
  if (!setting) return allOff;
  const { metricsEnabled, loggingLevel, dataTraceEnabled } = setting;
  return { metricsEnabled, loggingLevel: isLevel(loggingLevel) ? loggingLevel : 'OFF', dataTraceEnabled };
}

const isLevel = (level: string | null): level is LoggingLevel => level === 'ERROR' || level === 'INFO';

export const isSameObservability = (one: MethodObservability, other: MethodObservability): boolean =>
  one.metricsEnabled === other.metricsEnabled &&
  one.loggingLevel === other.loggingLevel &&
  one.dataTraceEnabled === other.dataTraceEnabled;
