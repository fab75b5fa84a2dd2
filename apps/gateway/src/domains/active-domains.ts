import type { ActiveDomain } from './active-domain.js';

/** The custom domains that serve. */
export interface ActiveDomains {
  /** 0: no host needs to be asked about. */
  readonly size: number;
  /** The domain that a host name leads to; the name in lower case, without a port. */
  find(hostName: string): ActiveDomain | undefined;
}

export const noDomains: ActiveDomains = { size: 0, find: () => undefined };
