import { isRestSnapshot, snapshotsOf } from '#libs/snapshot-format';
import { rootStage, type ActiveStage, type ActiveStages } from '../invocation/active-stage.js';

/**
 * The stages that serve, by API and name. One reference per stage is what a request reads and what an
 * activation swaps.
 */
export class StageTable implements ActiveStages {
  private readonly apis = new Map<string, Map<string, ActiveStage>>();
  /** APIs that have a stage `$default`. */
  private readonly roots = new Set<string>();
  private readonly newestSeq = new Map<string, number>();
  /** The stages whose canaries are on trial, by name. */
  private readonly onTrial = new Map<string, ActiveStage>();
  private tellDeleted: ((restApiId: string, stageName: string) => void) | null = null;

  find(restApiId: string, stageName: string): ActiveStage | undefined {
    return this.apis.get(restApiId)?.get(stageName);
  }

  get rootCount(): number {
    return this.roots.size;
  }

  isAtRoot(apiId: string, firstPart: string): boolean {
    return this.roots.has(apiId) && (firstPart === rootStage || this.find(apiId, firstPart) === undefined);
  }

  isHttpApi(apiId: string): boolean {
    return this.protocolOf(apiId) === 'HTTP';
  }

  isWebSocketApi(apiId: string): boolean {
    return this.protocolOf(apiId) === 'WEBSOCKET';
  }

  get(name: string): ActiveStage | undefined {
    const [restApiId, stageName] = splitName(name);
    return this.find(restApiId, stageName);
  }

  /**
   * False when a newer version is known already: processes that share a store may read ahead of their own
   * feed.
   */
  isNewer(name: string, seq: number): boolean {
    return seq > (this.newestSeq.get(name) ?? 0);
  }

  /** The numbers are of another feed from now on. */
  forgetNumbers(): void {
    this.newestSeq.clear();
  }

  put(stage: ActiveStage, seq: number): void {
    const [restApiId, stageName] = splitName(stage.name);
    let stages = this.apis.get(restApiId);
    if (!stages) this.apis.set(restApiId, (stages = new Map<string, ActiveStage>()));
    stages.set(stageName, stage);
    if (stageName === rootStage) this.roots.add(restApiId);
    this.newestSeq.set(stage.name, seq);
    if (stage.document.trial === undefined) this.onTrial.delete(stage.name);
    else this.onTrial.set(stage.name, stage);
  }

  /** For the life of the process: is told of each stage that is deleted. */
  onDeleted(tell: (restApiId: string, stageName: string) => void): void {
    this.tellDeleted = tell;
  }

  delete(name: string, seq: number): void {
    const [restApiId, stageName] = splitName(name);
    const stages = this.apis.get(restApiId);
    stages?.delete(stageName);
    if (stageName === rootStage) this.roots.delete(restApiId);
    if (stages?.size === 0) this.apis.delete(restApiId);
    this.newestSeq.set(name, seq);
    this.onTrial.delete(name);
    this.tellDeleted?.(restApiId, stageName);
  }

  /** Those whose canaries are on trial: what they serve is reported, even that it is nothing. */
  trials(): Iterable<ActiveStage> {
    return this.onTrial.values();
  }

  /** Of all stages of an API, by the first; null: there are none. */
  private protocolOf(apiId: string): string | null {
    for (const { release } of this.apis.get(apiId)?.values() ?? []) {
      const { document } = release.snapshot;
      return isRestSnapshot(document) ? 'REST' : document.protocol;
    }
    return null;
  }

  /** Deleted stages of which no reader of the feed can hear again. */
  forgetDeletedBefore(seq: number): void {
    for (const [name, newest] of this.newestSeq) {
      if (newest < seq && this.get(name) === undefined) this.newestSeq.delete(name);
    }
  }

  /** Whether a stage or its canary has the snapshot. */
  serves(digest: string): boolean {
    for (const stage of this.all()) if (snapshotsOf(stage.document).includes(digest)) return true;
    return false;
  }

  *all(): Generator<ActiveStage> {
    for (const stages of this.apis.values()) yield* stages.values();
  }
}

function splitName(name: string): [restApiId: string, stageName: string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}
