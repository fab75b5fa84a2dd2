import type { IntegrationServices } from '../integrations/integration-services.js';
import type { KeySets } from './key-sets.js';

/** What the authorizers of a process ask with. */
export interface AuthorizerServices {
  readonly integrations: IntegrationServices;
  /** Shared by all: user pools are used by many APIs. */
  readonly keySets: KeySets;
}
