import { join } from 'node:path';
import { createSessionReader } from '#libs/session-tokens';
import { createSigningKeyCache } from '#libs/sigv4';
import { AuthorizerResults } from './authorizers/authorizer-results.js';
import type { AuthorizerServices } from './authorizers/authorizer-services.js';
import { callConnection } from './connections/posts/call-connection.js';
import type { ConnectionPosts } from './connections/posts/connection-posts.js';
import type { GatewayOptions } from './gateway-options.js';
import { Signers } from './identity/signers.js';
import { createAssumeRole } from './integrations/aws/assume-role.js';
import { AssumedRoles } from './integrations/aws/assumed-roles.js';
import type { BackendPools } from './integrations/transport/backend-pools.js';
import type { Admission } from './invocation/admission.js';
import type { DeniedIdentities } from './invocation/denied-identities.js';
import { HttpApiSteps } from './invocation/http-api-steps.js';
import { RestApiSteps } from './invocation/rest-api-steps.js';
import { WebSocketApiSteps } from './invocation/websocket-api-steps.js';
import { createHttpActivator } from './snapshots/activate-http-snapshot.js';
import { createRestActivator, type ActivateRestSnapshot } from './snapshots/activate-rest-snapshot.js';
import {
  createWebSocketActivator,
  type ActivateWebSocketSnapshot,
} from './snapshots/activate-websocket-snapshot.js';
import { createSnapshotActivator, type ActivateSnapshot } from './snapshots/activate-snapshot.js';
import type { IdentityDocuments } from './snapshots/identity-documents.js';
import type { VpcLinks } from './snapshots/vpc-links.js';
import { createFetchKeySet } from './tokens/fetch-key-set.js';
import { keySetFilesIn } from './tokens/key-set-files.js';
import { KeySets } from './tokens/key-sets.js';
import { TokenVerifier } from './tokens/token-verifier.js';

/** What the APIs of this process share. */
export interface SharedByApis {
  readonly backends: BackendPools;
  readonly vpcLinks: VpcLinks;
  readonly identity: IdentityDocuments;
  readonly admission: Admission;
  readonly deniedIdentities: DeniedIdentities;
  /** Calls for WebSocket connections, wherever they are. */
  readonly posts: ConnectionPosts;
}

/** What builds snapshots as they serve. */
export interface Activators {
  readonly activateSnapshot: ActivateSnapshot;
  readonly activateRestSnapshot: ActivateRestSnapshot;
  readonly authorizers: AuthorizerServices;
  close(): void;
}

export function createActivators(options: GatewayOptions, shared: SharedByApis): Activators {
  const { log } = options;
  const { backends, vpcLinks, identity, admission, deniedIdentities, posts } = shared;
  const integrations = {
    backends,
    aws: options.aws,
    roles: options.assumeRoles
      ? new AssumedRoles({ assume: createAssumeRole(options.aws, backends), log })
      : null,
    vpcLinks,
  };
  const keySets = new KeySets({
    fetch: createFetchKeySet(backends),
    files: keySetFilesIn(join(options.dataDir, 'key-sets')),
    log,
  });
  const authorizers = {
    integrations,
    tokens: new TokenVerifier(keySets),
    userPoolIssuers: options.userPoolIssuers,
    results: new AuthorizerResults(),
    log,
  };
  const signatures = {
    signers: new Signers(identity, createSessionReader(options.token)),
    signingKeys: createSigningKeyCache(),
  };
  const services = { integrations, authorizers, signatures };
  const ofSteps = { admission, deniedIdentities };
  const activateRestSnapshot = createRestActivator({ steps: new RestApiSteps(ofSteps), ...services });
  const activateSnapshot = createSnapshotActivator({
    REST: activateRestSnapshot,
    HTTP: createHttpActivator({ steps: new HttpApiSteps(ofSteps), ...services }),
    WEBSOCKET:
      refusingUnreachable(options) ??
      createWebSocketActivator({
        steps: new WebSocketApiSteps({ ...ofSteps, callConnection: callConnection(posts) }),
        ...services,
      }),
  });
  return { activateSnapshot, activateRestSnapshot, authorizers, close: () => keySets.close() };
}

/**
 * Processes behind one port cannot reach each other but over Redis, and a call for a connection comes to any
 * of them: without it a living connection would be gone to the others.
 */
function refusingUnreachable({
  servingProcesses = 1,
  redisUrl,
}: GatewayOptions): ActivateWebSocketSnapshot | null {
  if (servingProcesses === 1 || redisUrl !== null) return null;
  const reason =
    'WebSocket APIs need REDIS_URL where several processes serve behind one port (TOLLGATE_GATEWAY_PROCESSES)';
  return () => ({ ok: false, reason });
}
