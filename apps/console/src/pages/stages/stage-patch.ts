import type { PatchOperation } from '../../wire/generated/apigateway.js';
import type { RouteSettings, UpdateStageRequest } from '../../wire/generated/apigatewayv2.js';
import type { StageModel } from './stage-model.js';
import {
  everyMethod,
  routeSettingsOf,
  settingLabels,
  settingPatches,
  type TypedSettings,
} from './typed-settings.js';

/** What a person may set of a stage, as typed. */
export interface TypedStage extends TypedSettings {
  readonly description: string;
  readonly tracing: string;
  readonly accessLogArn: string;
  readonly accessLogFormat: string;
  readonly autoDeploy: string;
}

export const stageLabels: Readonly<Record<keyof TypedStage, string>> = {
  ...settingLabels,
  description: 'Description',
  tracing: 'Tracing',
  accessLogArn: 'Access log',
  accessLogFormat: 'Format of its lines',
  autoDeploy: 'Deploys itself',
};

const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off');

/** A stage as its fields show it. */
export const typedStage = (stage: StageModel): TypedStage => ({
  ...stage.settings,
  description: stage.description,
  tracing: onOff(stage.isTraced),
  accessLogArn: stage.accessLogArn,
  accessLogFormat: stage.accessLogFormat,
  autoDeploy: onOff(stage.deploysItself),
});

const restPaths: readonly (readonly [keyof TypedStage, string, (typed: string) => string])[] = [
  ['description', '/description', String],
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
    ...settingPatches(everyMethod, from, to),
    ...(endsAccessLog ? [{ op: 'remove' as const, path: '/accessLogSettings' }] : []),
  ];
}

type Change = Omit<UpdateStageRequest, 'apiId' | 'stageName'>;

/** The same for UpdateStage of version 2, which lays what it is given over what is there. */
export function stageChange(from: TypedStage, to: TypedStage): Change {
  const changed = (...names: readonly (keyof TypedStage)[]) => names.some((name) => from[name] !== to[name]);
  const settings = Object.entries(routeSettingsOf(to)).filter(
    ([member, value]) => routeSettingsOf(from)[member as keyof RouteSettings] !== value,
  );
  return {
    ...(changed('description') && { description: to.description }),
    ...(changed('autoDeploy') && { autoDeploy: to.autoDeploy === 'on' }),
    ...(settings.length > 0 && { defaultRouteSettings: Object.fromEntries(settings) }),
    ...(changed('accessLogArn', 'accessLogFormat') && {
      accessLogSettings: { destinationArn: to.accessLogArn, format: to.accessLogFormat },
    }),
  };
}
