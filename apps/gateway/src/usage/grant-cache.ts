import { apiKeyDigest } from '../invocation/api-key-digest.js';
import type { PublishedDocuments } from '../invocation/published-documents.js';
import type { Leases } from './leases.js';
import { RecentMap } from './recent-map.js';
import { resolveGrant, type Grant } from './resolve-grant.js';

const stagesKept = 1000;
const grantsKept = 10_000;

/** What keys may do on stages, as it was worked out last. */
export class GrantCache {
  /**
   * By what callers send, and by the digest that a connection remembers of it: apart, so that nobody who
   * sends a digest is taken for the key's holder.
   */
  private readonly byValue = new RecentMap<string, RecentMap<string, Grant>>(stagesKept);
  private readonly byDigest = new RecentMap<string, RecentMap<string, Grant>>(stagesKept);

  constructor(
    private readonly documents: PublishedDocuments,
    private readonly leases: Leases,
  ) {}

  clear(): void {
    this.byValue.clear();
    this.byDigest.clear();
  }

  /** Null when the key is not good on the stage. */
  ofValue(stageName: string, value: string, nowMs: number): Grant | null {
    const known = usable(this.byValue.get(stageName)?.get(value), nowMs);
    return known ?? this.resolve(this.byValue, stageName, value, apiKeyDigest(value), nowMs);
  }

  /** Of the key whose value has this SHA-256, hex. */
  ofDigest(stageName: string, digest: string, nowMs: number): Grant | null {
    const known = usable(this.byDigest.get(stageName)?.get(digest), nowMs);
    return known ?? this.resolve(this.byDigest, stageName, digest, digest, nowMs);
  }

  private resolve(
    grants: RecentMap<string, RecentMap<string, Grant>>,
    stageName: string,
    name: string,
    digest: string,
    nowMs: number,
  ): Grant | null {
    const grant = resolveGrant(this.documents, this.leases, stageName, digest, nowMs);
    // Unknown keys are not kept: whoever tries values must not push out those in use.
    if (grant === null) return null;
    let ofStage = grants.get(stageName);
    if (!ofStage) grants.set(stageName, (ofStage = new RecentMap(grantsKept)));
    ofStage.set(name, grant);
    return grant;
  }
}

function usable(grant: Grant | undefined, nowMs: number): Grant | null {
  return grant && nowMs < grant.untilMs && !grant.permits?.dropped ? grant : null;
}
