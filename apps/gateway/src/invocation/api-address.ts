import type { ClientCertificate } from '../mutual-tls/client-certificate.js';

/** A request to an API: which API and stage it names, and the path below the stage. */
export interface ApiAddress {
  readonly apiId: string;
  /** As named in the host; null when the host does not name one. */
  readonly region: string | null;
  /** Empty when the path has no part. */
  readonly stageName: string;
  /** The raw path below the stage; empty, or beginning with a slash. */
  readonly path: string;
  /**
   * Raw, without the question mark; empty when there is none. Without a signature once it was checked.
   */
  query: string;
  /** How it was found when the host is a custom domain; null at an API's own host. */
  readonly custom: CustomDomainRoute | null;
  /** What of the request says which API it is for. */
  readonly namedBy: 'host' | 'path' | 'header';
  /** Of a host that names an endpoint beside its API; null of others. */
  readonly vpcEndpointId: string | null;
}

/** What of a custom domain led a request to its API. */
export interface CustomDomainRoute {
  /** The whole raw path that was called, base path and all. */
  readonly calledPath: string;
  /** What has matched, without slashes at its ends; empty when nothing of the path did. */
  readonly basePath: string;
  /** Null when a mapping led here. */
  readonly routingRuleId: string | null;
  /** What the caller has shown and the domain vouches for; null where it asks for none. */
  readonly clientCertificate: ClientCertificate | null;
}

/**
 * `$context.path`: with the stage, unless that is served at the root, at an API's own host, at a custom
 * domain as called (public reports).
 */
export const contextPathOf = ({ custom, stageName, path }: ApiAddress): string =>
  custom?.calledPath ?? (stageName === '$default' ? fromRoot(path) : `/${stageName}${path}`);

/** A host may be called without a path. */
export const fromRoot = (path: string): string => (path === '' ? '/' : path);

/**
 * `path` in events of functions: without the stage, but at a custom domain as called (public reports). One
 * slash in front however many the request has.
 */
export const eventPathOf = ({ custom, path }: ApiAddress): string =>
  (custom?.calledPath ?? path).replace(/^\/*/, '/');
