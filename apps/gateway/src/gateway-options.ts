import type { MetricFamily } from '#libs/metrics';
import type { Logger } from '#libs/telemetry';
import type { AwsServices } from './integrations/aws/aws-services.js';
import type { ResponseStore } from './invocation/response-cache/response-store.js';
import type { BackendLimits } from './integrations/transport/backend-pools.js';
import type { VpcLinkTargets } from './integrations/transport/vpc-link-targets.js';
import type { AddressRange } from './http/trusted-proxies.js';
import type { VpcEndpoint } from './http/vpc-endpoint.js';
import type { CertificatePaths } from './listener/certificate-files.js';
import type { ConnectionLimits } from './listener/connection-bounds.js';
import type { WebSocketLimits } from './connections/websocket-limits.js';
import type { UserPoolIssuers } from './authorizers/user-pool-issuers.js';
import type { WorkerPlace } from './processes/messages.js';
import type { RecordReaderSettings } from './record-readers.js';
import type { WebAclHookSettings } from './web-acls/web-acl-hook.js';

/** What a gateway process is started with. */
export interface GatewayOptions extends RecordReaderSettings {
  /** Of HTTPS. */
  readonly host: string;
  /** Of plain HTTP. */
  readonly httpHost: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Of the gateway's own host, renewed by others; missing: one is made at the first start. */
  readonly certificateFiles?: CertificatePaths | undefined;
  /** Strict-Transport-Security of every response over TLS; missing: none. */
  readonly hsts?: string | undefined;
  /** What TLS keeps in memory for custom domains; missing: 64 MiB. */
  readonly tlsContextsBytesMax?: number;
  /** Of this process; missing: none. */
  readonly connectionLimits?: ConnectionLimits;
  /** Of WebSocket connections; what is missing: AWS's. */
  readonly webSocketLimits?: Partial<WebSocketLimits>;
  readonly adminHost: string;
  /** Missing: the HTTP port + 1000, or a free one when that is none. */
  readonly adminPort?: number | undefined;
  /** A port for metrics alone, beside the listener for operators, which has them, too. */
  readonly metricsPort?: number | undefined;
  readonly metricsHost?: string;
  /** Of the Node process; by default they are not shown. */
  readonly readProcessMetrics?: () => Promise<MetricFamily[]>;
  readonly controlPlaneUrl: string;
  readonly token: string;
  /** Shared by the gateways of a machine; each keeps what is its own in the folder of its name below. */
  readonly dataDir: string;
  readonly name: string;
  readonly domain: string;
  /** Whose X-Forwarded-For tells the caller's address. */
  readonly trustedProxies: readonly AddressRange[];
  /**
   * Whether connections, of trusted proxies alone when there are any, begin with a header of the PROXY
   * protocol.
   */
  readonly proxyProtocol: boolean;
  /**
   * Set: it stands behind this VPC endpoint, and serves PRIVATE APIs and private domains alone; missing: all
   * others.
   */
  readonly vpcEndpoint?: VpcEndpoint | null;
  /** Whether callers over TLS are offered HTTP/2. */
  readonly http2: boolean;
  readonly region: string;
  readonly redisUrl: string | null;
  readonly quotaWhenDisconnected: 'pass' | 'refuse';
  readonly quotaGraceMs: number;
  readonly journalMaxMb: number;
  readonly journalWhenFull: 'pass' | 'refuse';
  readonly observationsMaxMb?: number;
  readonly allowLinkLocalIntegrations: boolean;
  readonly backendLimits?: BackendLimits;
  /** Where web ACLs of stages are asked; missing: nowhere, and their requests are refused. */
  readonly webAcls?: WebAclHookSettings;
  readonly aws: AwsServices;
  /** Whether integrations that name a role call AWS services as that. */
  readonly assumeRoles: boolean;
  readonly vpcLinkTargets: VpcLinkTargets;
  readonly userPoolIssuers: UserPoolIssuers;
  /**
   * Set: a primary process listens on these ports, answers operators, and hands connections over to this one
   * by `adopt`.
   */
  readonly behindPorts?: WorkerPlace['ports'];
  /** Whether this process has had so many faults that it should be replaced; by default never. */
  readonly isFaulty?: () => boolean;
  /** Where the responses of stages are kept; missing: in memory, or in Redis where there is one. */
  readonly responseStore?: ResponseStore;
  /** Of the responses of all stages in the memory of this gateway; missing: a share of the memory. */
  readonly responseCacheBytesMax?: number;
  /** How many processes serve behind the ports of this gateway; 1 when missing. */
  readonly servingProcesses?: number;
  /** How many snapshots that no stage names are kept for roll-backs. */
  readonly keptSnapshots: number;
  readonly log: Logger;
}
