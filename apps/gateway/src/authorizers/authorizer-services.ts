import type { Logger } from '#libs/telemetry';
import type { IntegrationServices } from '../integrations/integration-services.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';
import type { AuthorizerResults } from './authorizer-results.js';
import type { UserPoolIssuers } from './user-pool-issuers.js';

/** What the authorizers of a process ask with, shared by all of them. */
export interface AuthorizerServices {
  readonly integrations: IntegrationServices;
  readonly tokens: TokenVerifier;
  readonly userPoolIssuers: UserPoolIssuers;
  /** Null: every request asks the authorizer's function anew. */
  readonly results: AuthorizerResults | null;
  readonly log: Pick<Logger, 'warn'>;
}
