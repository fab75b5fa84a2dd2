import { RenderFailure } from '../evaluate/render-failure.js';
import { MapValue, type Value } from '../values/value.js';

/**
 * A map of overrides. An override is final: a second one of the same name fails the request (guide page
 * "Override a request and response mapping").
 */
export class OverrideMap extends MapValue {
  private readonly written = new Set<string>();

  constructor(entries: Map<string, Value> = new Map()) {
    super(entries, true);
  }

  override put(key: string, value: Value): void {
    if (this.written.has(key)) {
      throw new RenderFailure({ code: 'overridden-twice', message: `The template overrides ${key} twice` });
    }
    this.written.add(key);
    super.put(key, value);
  }
}
