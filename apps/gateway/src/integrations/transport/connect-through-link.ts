import type { buildConnector } from 'undici';
import type { VpcLinkTarget } from './vpc-link-targets.js';

/**
 * A connector that goes to the targets in turn, whatever host the integration's URI names: that one is for
 * the Host header and for TLS (developer guide: private integrations). When a target cannot be reached the
 * next one is tried, nothing having been sent.
 */
export function connectThroughLink(
  connect: buildConnector.connector,
  targets: readonly VpcLinkTarget[],
): buildConnector.connector {
  let turn = 0;
  return (options, callback) => {
    if (targets.length === 0) {
      queueMicrotask(() => callback(new Error("no target is known for the VPC link's load balancer"), null));
      return;
    }
    const first = turn++;
    const attempt = (tried: number): void => {
      const { host, port } = targets[(first + tried) % targets.length]!;
      connect({ ...options, hostname: host, port: port ?? options.port }, (...result) => {
        if (result[0] !== null && tried + 1 < targets.length) attempt(tried + 1);
        else callback(...result);
      });
    };
    attempt(0);
  };
}
