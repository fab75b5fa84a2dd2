import type { PatchOperation } from '../../wire/generated/apigateway.js';
import type { UpdateStageRequest } from '../../wire/generated/apigatewayv2.js';
import type { StageModel } from './stage-model.js';

/** What a person may set of a stage, as typed. */
export interface TypedStage {
  readonly description: string;
  readonly rateLimit: string;
  readonly burstLimit: string;
  readonly logging: string;
  readonly detailedMetrics: string;
  readonly tracing: string;
  readonly accessLogArn: string;
  readonly accessLogFormat: string;
}

const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off');

/** A stage as its fields show it. */
export const typedStage = (stage: StageModel): TypedStage => ({
  description: stage.description,
  rateLimit: stage.rateLimit === null ? '' : String(stage.rateLimit),
  burstLimit: stage.burstLimit === null ? '' : String(stage.burstLimit),
  logging: stage.logging,
  detailedMetrics: onOff(stage.hasDetailedMetrics),
  tracing: onOff(stage.isTraced),
  accessLogArn: stage.accessLogArn,
  accessLogFormat: stage.accessLogFormat,
});

const restPaths: readonly (readonly [keyof TypedStage, string, (typed: string) => string])[] = [
  ['description', '/description', String],
  // -1 lifts the limit.
  ['rateLimit', '/*/*/throttling/rateLimit', (typed) => typed || '-1'],
  ['burstLimit', '/*/*/throttling/burstLimit', (typed) => typed || '-1'],
  ['logging', '/*/*/logging/loglevel', String],
  ['detailedMetrics', '/*/*/metrics/enabled', (typed) => String(typed === 'on')],
  ['tracing', '/tracingEnabled', (typed) => String(typed === 'on')],
  ['accessLogArn', '/accessLogSettings/destinationArn', String],
  ['accessLogFormat', '/accessLogSettings/format', String],
];

/** The patch of UpdateStage (v1) that makes one of the other. An access log without a place is removed. */
export function stagePatch(from: TypedStage, to: TypedStage): PatchOperation[] {
  const endsAccessLog = from.accessLogArn !== '' && to.accessLogArn === '';
  const changed = restPaths.filter(([name]) => from[name] !== to[name]);
  return [
    ...changed
      .filter(([name]) => !(endsAccessLog && name.startsWith('accessLog')))
      .map(([name, path, valueOf]) => ({ op: 'replace' as const, path, value: valueOf(to[name]) })),
    ...(endsAccessLog ? [{ op: 'remove' as const, path: '/accessLogSettings' }] : []),
  ];
}

type Change = Omit<UpdateStageRequest, 'apiId' | 'stageName'>;

/** The same for UpdateStage of version 2, which takes what it is given. */
export function stageChange(from: TypedStage, to: TypedStage): Change {
  const changed = (...names: readonly (keyof TypedStage)[]) => names.some((name) => from[name] !== to[name]);
  const number = (typed: string) => (typed === '' ? undefined : Number(typed));
  return {
    ...(changed('description') && { description: to.description }),
    ...(changed('rateLimit', 'burstLimit', 'logging', 'detailedMetrics') && {
      defaultRouteSettings: {
        throttlingRateLimit: number(to.rateLimit),
        throttlingBurstLimit: number(to.burstLimit),
        detailedMetricsEnabled: to.detailedMetrics === 'on',
        ...(changed('logging') && { loggingLevel: to.logging as 'ERROR' | 'INFO' | 'OFF' }),
      },
    }),
    ...(changed('accessLogArn', 'accessLogFormat') && {
      accessLogSettings: { destinationArn: to.accessLogArn, format: to.accessLogFormat },
    }),
  };
}

/** The patch that makes one map of stage variables of another. */
export function variablesPatch(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): PatchOperation[] {
  return [
    ...Object.entries(to)
      .filter(([name, value]) => from[name] !== value)
      .map(([name, value]) => ({ op: 'replace' as const, path: `/variables/${pointer(name)}`, value })),
    ...Object.keys(from)
      .filter((name) => !(name in to))
      .map((name) => ({ op: 'remove' as const, path: `/variables/${pointer(name)}` })),
  ];
}

/** RFC 6901. */
const pointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Lines of `name=value`, and back; what is no such line is an error to be shown. */
export function variablesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`"${line}" is no name=value`);
      return [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

export const textOf = (variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
