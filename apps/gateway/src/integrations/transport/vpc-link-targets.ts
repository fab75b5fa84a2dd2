import type { VpcLinkDocument } from '#libs/snapshot-format';

/** Where a load balancer is reached. */
export interface VpcLinkTarget {
  readonly host: string;
  /** Null: the port of the integration's URI, which is a listener of the load balancer. */
  readonly port: string | null;
}

/** What stands behind load balancers, by ARN, as the operator has set it. */
export type VpcLinkTargets = ReadonlyMap<string, readonly VpcLinkTarget[]>;

export interface FoundTargets {
  readonly targets: readonly VpcLinkTarget[];
  /** By the operator, who may lead to addresses that integrations cannot reach by themselves. */
  readonly isConfigured: boolean;
}

/**
 * The targets of a link. A load balancer that the settings do not name is looked for under its own name, as
 * `orders` for `...:loadbalancer/net/orders/50dc6c495c0c9188`: what a service is called in a cluster, or in a
 * search domain of the gateway's machine.
 */
export function targetsOf({ targetArns }: VpcLinkDocument, configured: VpcLinkTargets): FoundTargets {
  const set = targetArns.flatMap((arn) => configured.get(arn) ?? configured.get(loadBalancerOf(arn)) ?? []);
  if (set.length > 0) return { targets: set, isConfigured: true };
  const names = targetArns.flatMap((arn) => loadBalancer.exec(arn)?.[1] ?? []);
  return { targets: names.map((host) => ({ host, port: null })), isConfigured: false };
}

/**
 * A listener's ARN names its load balancer: `listener/app/orders/50dc/f2f7` is one of
 * `loadbalancer/app/orders/50dc`.
 */
const loadBalancerOf = (arn: string): string =>
  arn.replace(/:listener\/((?:net|app)\/[^/]+\/[^/]+)\/[^/]+$/, ':loadbalancer/$1');

const loadBalancer = /:(?:loadbalancer|listener)\/(?:net|app)\/([A-Za-z0-9-]+)\//;
const place = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;

/**
 * Reads `arn=host:port,arn=host`; an ARN that stands there several times has several targets. A text that
 * names what is wrong when it cannot be read.
 */
export function readVpcLinkTargets(text: string): VpcLinkTargets | string {
  const targets = new Map<string, VpcLinkTarget[]>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const equals = entry.indexOf('=');
    const [, host, port] = place.exec(entry.slice(equals + 1)) ?? [];
    const arn = entry.slice(0, Math.max(equals, 0));
    if (!arn.startsWith('arn:') || host === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1)
      return `${entry} is no arn=host:port`;
    const target = { host: host.replace(/^\[|\]$/g, ''), port: port ?? null };
    targets.set(arn, [...(targets.get(arn) ?? []), target]);
  }
  return targets;
}
