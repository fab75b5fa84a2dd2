import { checkAccessLogFormat, readLogDestination } from '#libs/access-log-format';
import { clientCertificateNotFound } from '../../account/client-certificates/client-certificate.js';
import { checkTags } from '../../account/tags/tags.js';
import { refuseWebAclTag } from '../../account/tags/web-acl-tag.js';
import { badRequest, conflict, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { deploymentNotFound } from '../../not-found.js';
import { checkStageName } from '../../rest/stages/stage-name.js';
import { checkStageVariables } from '../../rest/stages/stage-variables.js';
import type { ProtocolType } from '../apis/http-api.js';
import { lengthProblem } from '../member-lengths.js';
import { patched, patchedEntries, patchedMember } from '../patch-members.js';
import { DEFAULT_STAGE, type HttpStage, type RouteSettings } from './http-stage.js';
import { initialRouteSettings, routeOfSettingsNotFound, withRouteSettings } from './route-settings.js';

/** What CreateStage and UpdateStage are given of a stage. */
export interface GivenHttpStage {
  readonly deploymentId?: string | null;
  readonly autoDeploy?: boolean | null;
  readonly description?: string | null;
  readonly clientCertificateId?: string | null;
  readonly accessLogSettings?: { readonly format?: string; readonly destinationArn?: string } | null;
  readonly defaultRouteSettings?: RouteSettings | null;
  readonly routeSettings?: Readonly<Record<string, RouteSettings>> | null;
  readonly stageVariables?: Readonly<Record<string, string>> | null;
}

/** What a stage is held to beyond itself. */
export interface HttpStageContext {
  readonly protocolType: ProtocolType;
  /** The API's; settings are given for these alone. */
  readonly routeKeys: ReadonlySet<string>;
  /** The deployments of the API, at least the one that is named. */
  readonly knownDeploymentIds: ReadonlySet<string>;
  /** The client certificates of the API's owner, at least the one that is named. */
  readonly knownClientCertificateIds: ReadonlySet<string>;
  readonly nowMs: number;
}

/** A new stage with AWS's defaults. Whether the name is free is the caller's to see. */
export function newHttpStage(
  given: GivenHttpStage & {
    readonly stageName: string;
    readonly tags?: Readonly<Record<string, string>> | null;
  },
  apiId: string,
  context: HttpStageContext,
): Result<HttpStage> {
  const { stageName } = given;
  const name = stageName === DEFAULT_STAGE ? ok(stageName) : checkStageName(stageName);
  if (!name.ok) return name;
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  const unguarded = refuseWebAclTag(tags.value);
  if (unguarded) return fail(unguarded);
  const empty: HttpStage = {
    apiId,
    stageName,
    deploymentId: null,
    autoDeploy: false,
    apiGatewayManaged: false,
    description: null,
    createdAtMs: context.nowMs,
    lastUpdatedAtMs: context.nowMs,
    lastDeploymentStatusMessage: null,
    clientCertificateId: null,
    authorizersFlushed: 0,
    accessLogSettings: null,
    defaultRouteSettings: initialRouteSettings[context.protocolType],
    routeSettings: {},
    stageVariables: {},
    tags: tags.value,
  };
  return updatedHttpStage(empty, given, context);
}

/**
 * A stage after UpdateStage: members that are missing stay, empty texts unset, and entries of maps are added
 * to what there is; an empty variable is taken away. Moving to an older deployment is the roll-back.
 */
export function updatedHttpStage(
  stage: HttpStage,
  given: GivenHttpStage,
  context: HttpStageContext,
): Result<HttpStage> {
  const { protocolType, nowMs } = context;
  const autoDeploy = patched(given.autoDeploy, stage.autoDeploy);
  const problem = problemOf(given, autoDeploy, context);
  if (problem) return fail(problem);
  const accessLogSettings = withAccessLog(stage, given.accessLogSettings);
  if (!accessLogSettings.ok) return accessLogSettings;
  const defaults = withRouteSettings(stage.defaultRouteSettings, given.defaultRouteSettings, protocolType);
  if (!defaults.ok) return defaults;
  const routes = withSettingsOfRoutes(stage, given.routeSettings ?? {}, context);
  if (!routes.ok) return routes;
  const variables = checkStageVariables(patchedEntries(given.stageVariables, stage.stageVariables));
  if (!variables.ok) return variables;
  return ok({
    ...stage,
    deploymentId: given.deploymentId || stage.deploymentId,
    autoDeploy,
    description: patchedMember(given.description, stage.description),
    clientCertificateId: patchedMember(given.clientCertificateId, stage.clientCertificateId),
    accessLogSettings: accessLogSettings.value,
    defaultRouteSettings: defaults.value,
    routeSettings: routes.value,
    stageVariables: variables.value ?? {},
    lastUpdatedAtMs: nowMs,
  });
}

/** The texts are ours. */
function problemOf(
  given: GivenHttpStage,
  autoDeploy: boolean,
  { protocolType, knownDeploymentIds, knownClientCertificateIds }: HttpStageContext,
): DomainError | null {
  if (protocolType === 'WEBSOCKET' && autoDeploy) {
    return badRequest('autoDeploy is supported for HTTP APIs only');
  }
  if (protocolType === 'HTTP' && given.clientCertificateId) {
    return badRequest('clientCertificateId is supported for WEBSOCKET APIs only');
  }
  if (given.deploymentId && autoDeploy) return stageDeploysItself;
  if (given.deploymentId && !knownDeploymentIds.has(given.deploymentId)) return deploymentNotFound;
  if (given.clientCertificateId && !knownClientCertificateIds.has(given.clientCertificateId)) {
    return clientCertificateNotFound;
  }
  return lengthProblem('description', given.description ?? null, 1024);
}

function withSettingsOfRoutes(
  stage: HttpStage,
  given: Readonly<Record<string, RouteSettings>>,
  { protocolType, routeKeys }: HttpStageContext,
): Result<HttpStage['routeSettings']> {
  const settings = new Map(Object.entries(stage.routeSettings));
  for (const [routeKey, members] of Object.entries(given)) {
    if (!routeKeys.has(routeKey)) return fail(routeOfSettingsNotFound(routeKey));
    const after = withRouteSettings(settings.get(routeKey) ?? {}, members, protocolType);
    if (!after.ok) return after;
    settings.set(routeKey, after.value);
  }
  return ok(Object.fromEntries(settings));
}

/** As in version 1: a log group need not exist, but what is named must be one, or a Firehose stream. */
function withAccessLog(
  { accessLogSettings }: HttpStage,
  given: GivenHttpStage['accessLogSettings'],
): Result<HttpStage['accessLogSettings']> {
  if (!given) return ok(accessLogSettings);
  const { format, destinationArn } = given;
  const refusedFormat = format ? checkAccessLogFormat(format) : null;
  if (refusedFormat !== null) return fail(badRequest(refusedFormat));
  const destination = destinationArn ? readLogDestination(destinationArn) : null;
  if (destination && 'refused' in destination) return fail(badRequest(destination.refused));
  const after = {
    format: patchedMember(format, accessLogSettings?.format ?? null),
    destinationArn: patchedMember(destinationArn, accessLogSettings?.destinationArn ?? null),
  };
  return ok(after.format === null && after.destinationArn === null ? null : after);
}

export const httpStageExists = conflict('Stage already exists');

export const stageDeploysItself = badRequest(
  'A stage with autoDeploy takes every change of the API by itself: its deployment cannot be chosen',
);

/** What a quick create has made stays as it is (API reference: Stage, apiGatewayManaged). */
export const managedStage = badRequest(
  'A stage that is managed by API Gateway can be neither changed nor deleted',
);
