import { documentNames, type CaptureDocument } from '#libs/snapshot-format';
import type { ActiveCaptures } from '../captures/active-captures.js';
import { handlerOf } from './document-handler.js';

/** The captures of requests, by their stages. */
export class CaptureDocuments implements ActiveCaptures {
  private readonly byId = new Map<string, CaptureDocument>();
  private byStage = new Map<string, CaptureDocument[]>();
  readonly handler = handlerOf('capture', {
    names: () => this.byId.keys(),
    put: (name, document) => this.put(name, document),
  });

  get isEmpty(): boolean {
    return this.byStage.size === 0;
  }

  /** Those whose time is over are forgotten on the way: nobody need ask about their stage any more. */
  of(restApiId: string, stageName: string, nowMs: number): readonly CaptureDocument[] {
    const found = this.byStage.get(documentNames.stage(restApiId, stageName));
    if (found === undefined) return [];
    const running = found.filter(({ untilMs }) => nowMs < untilMs);
    if (running.length < found.length) this.index(nowMs);
    return running;
  }

  /** Null, or why the document cannot be taken over. */
  private put(name: string, document: CaptureDocument | null): string | null {
    if (document !== null && documentNames.capture(document.id) !== name) {
      return 'it is named after another capture';
    }
    if (document === null) this.byId.delete(name);
    else this.byId.set(name, document);
    this.index(Date.now());
    return null;
  }

  private index(nowMs: number): void {
    this.byStage = new Map();
    for (const document of this.byId.values()) {
      if (nowMs >= document.untilMs) continue;
      const stage = documentNames.stage(document.restApiId, document.stageName);
      const others = this.byStage.get(stage);
      if (others) others.push(document);
      else this.byStage.set(stage, [document]);
    }
  }
}
