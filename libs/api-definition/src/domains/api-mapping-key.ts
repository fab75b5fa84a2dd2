import { badRequest, conflict, fail, notFound, ok, type Result } from '../domain-error.js';
import { NO_BASE_PATH } from './base-path-mapping.js';
import type { DomainName } from './domain-name.js';

const KEY_LENGTH_MAX = 300;
const segment = /^[A-Za-z0-9$\-_.+!*'()]+$/;

/**
 * The key of an API mapping as it is kept: segments with a slash between, or `(none)` (guide page "Use API
 * mappings to connect API stages to a custom domain name"). The texts are ours.
 */
export function readApiMappingKey(given: string | null | undefined): Result<string> {
  if (!given || given === NO_BASE_PATH) return ok(NO_BASE_PATH);
  return given.length <= KEY_LENGTH_MAX && given.split('/').every((part) => segment.test(part))
    ? ok(given)
    : fail(
        badRequest(
          "Invalid ApiMappingKey specified. It may hold letters, numbers and $-_.+!*'() in segments with one slash between",
        ),
      );
}

export const isMultiLevel = (basePath: string): boolean => basePath.includes('/');

/** How many mappings of several levels a domain may have (developer guide: quotas). */
export const multiLevelMappingsMax = 200;

/** Same page: several levels need a Regional domain with TLS 1.2. */
export function checkMultiLevel(domain: DomainName, basePath: string): Result<void> {
  if (!isMultiLevel(basePath)) return ok(undefined);
  const { endpointConfiguration, securityPolicy } = domain;
  return endpointConfiguration.types.includes('REGIONAL') && securityPolicy !== 'TLS_1_0'
    ? ok(undefined)
    : fail(badRequest('Multi-level API mappings are only supported for REGIONAL domain names with TLS_1_2'));
}

export const apiMappingNotFound = notFound('Invalid API mapping identifier specified');
export const apiMappingTaken = conflict('ApiMapping key already exists for this domain name');
export const unmappableApi = badRequest('Invalid API identifier specified');
