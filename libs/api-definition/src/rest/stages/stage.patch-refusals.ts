import { badRequest, type DomainError } from '../../domain-error.js';
import type { Change } from '../../patch/index.js';

/**
 * How UpdateStage refuses an operation that no path takes: each verb has its own text (recorded: stages,
 * canary settings).
 */
export function refuseStagePatch(change: Change): DomainError {
  switch (change.op) {
    case 'replace':
      return invalidStagePath(change);
    case 'remove':
      return cannotRemove(change);
    case 'add':
      return badRequest(`Invalid add operation with path: ${change.path}`);
    case 'copy':
      return invalidCopy(change);
    case 'move':
    case 'test':
      return badRequest(
        `Invalid patch path  '${change.path}' specified for op '${change.op}'. Please choose supported operations`,
      );
  }
}

/** Also for `remove` of what is known but not set. The trailing blank is AWS's. */
export const cannotRemove = ({ path }: Change): DomainError =>
  badRequest(
    `Cannot remove method setting ${path?.replace(/^\//, '') ?? null} because there is no method setting for this method `,
  );

/** A copy from or to elsewhere than a promotion needs. */
export const invalidCopy = ({ path, from }: Change): DomainError =>
  badRequest(
    `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [/deploymentId, /variables] ` +
      'and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
  );

/** Access logs take two paths only. */
export const invalidAccessLogPath: DomainError = badRequest(
  'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
);

/** A path that `replace` does not know. The list is AWS's text, missing commas and blanks included. */
export const invalidStagePath = ({ path }: Change): DomainError =>
  badRequest(`Invalid method setting path: ${path}. Must be one of: [${listedPaths}]`);

const ofMethod = (setting: string): string => `/{resourcePath}/{httpMethod}/${setting}`;
const ofEveryMethod = (setting: string): string => `/*/*/${setting}`;

const listedPaths = [
  '/deploymentId',
  '/description',
  '/cacheClusterEnabled',
  '/cacheClusterSize',
  '/clientCertificateId',
  '/accessLogSettings',
  '/accessLogSettings/destinationArn',
  '/accessLogSettings/format',
  ofMethod('metrics/enabled'),
  ofMethod('logging/dataTrace'),
  ofMethod('logging/loglevel'),
  ['throttling/burstLimit', 'throttling/rateLimit', 'caching/ttlInSeconds'].map(ofMethod).join(''),
  ofMethod('caching/enabled'),
  ofMethod('caching/dataEncrypted'),
  ofMethod('caching/requireAuthorizationForCacheControl'),
  ofMethod('caching/unauthorizedCacheControlHeaderStrategy'),
  ofEveryMethod('metrics/enabled'),
  ofEveryMethod('logging/dataTrace'),
  ofEveryMethod('logging/loglevel'),
  ['throttling/burstLimit', 'throttling/rateLimit', 'caching/ttlInSeconds'].map(ofEveryMethod).join(' '),
  ofEveryMethod('caching/enabled'),
  ofEveryMethod('caching/dataEncrypted'),
  ofEveryMethod('caching/requireAuthorizationForCacheControl'),
  ofEveryMethod('caching/unauthorizedCacheControlHeaderStrategy'),
  '/variables/{variable_name}',
  '/tracingEnabled',
].join(', ');
