import { badRequest, conflict, fail, notFound, ok, type DomainError, type Result } from '../domain-error.js';

/** Which RestApi, and which stage of it, a base path of a domain leads to. */
export interface BasePathMapping {
  readonly domainId: string;
  /** `apiMappingId` of the newer API; unique in its domain. */
  readonly id: string;
  /** `(none)` for the empty path; several segments only by the newer API. */
  readonly basePath: string;
  readonly restApiId: string;
  /** null: the next segment of the path names the stage. */
  readonly stage: string | null;
}

/** How AWS writes the empty base path (recorded: domain names). */
export const NO_BASE_PATH = '(none)';

const BASE_PATH_LENGTH_MAX = 300;

/**
 * The base path as it is kept. Which characters it may have is in the developer guide (custom domain
 * mappings), the text for a slash is AWS's, the other is ours.
 */
export function readBasePath(given: string | null | undefined): Result<string> {
  if (!given || given === NO_BASE_PATH) return ok(NO_BASE_PATH);
  if (given.includes('/')) {
    return fail(
      badRequest(
        "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
      ),
    );
  }
  return given.length <= BASE_PATH_LENGTH_MAX && /^[A-Za-z0-9$\-_.+!*'()]+$/.test(given)
    ? ok(given)
    : fail(badRequest("Invalid base path specified. It may hold letters, numbers and $-_.+!*'() only"));
}

export const basePathMappingNotFound = notFound('Invalid base path mapping identifier specified');
export const basePathTaken = conflict('Base path already exists for this domain name');
export const unmappableRestApi = badRequest('Invalid REST API identifier specified');
export const unmappableStage = badRequest('Invalid stage identifier specified');

/** AWS's text, as its users quote it. */
export const webSocketApisAlone = badRequest(
  'Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs.',
);

/** An API that a domain leads to stays (AWS's text, as its users quote it). */
export const restApiIsMapped = (restApiId: string, domainNames: readonly string[]): DomainError =>
  badRequest(
    `Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domainNames.join(', ')}`,
  );

/** The same of an API of version 2; the text is like AWS's of version 1. */
export const apiIsMapped = (apiId: string, domainNames: readonly string[]): DomainError =>
  conflict(
    `Deleting API ${apiId} failed. Please remove all API mappings related to the API in your domains: ${domainNames.join(', ')}`,
  );

/** So does a stage. Mappings without a stage leave it to the caller's path, and hold none. */
export const stageIsMapped = (stageName: string, domainNames: readonly string[]): DomainError =>
  badRequest(
    `Deleting stage ${stageName} failed. Please remove all base path mappings related to the stage in your domains: ${domainNames.join(', ')}`,
  );
