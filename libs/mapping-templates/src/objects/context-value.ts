import { contextValue, type ContextRecord, type ContextValue } from '../template-scope.js';
import { DoubleValue, MapValue, type Value } from '../values/value.js';
import { OverrideMap } from './override-map.js';
import type { ContextMemory } from './template-overrides.js';

const REQUEST_PLACES = ['path', 'querystring', 'header'];
const RESPONSE_PLACES = ['header'];

/**
 * `$context`. Plain reads go to the request's record, member by member, so that nothing is worked out which
 * no template prints; the map that templates may list and write is made when one asks for it.
 */
export class TemplateContext {
  private wholeMap: MapValue | null = null;
  private requestMap: OverrideMap | null = null;
  private responseMap: OverrideMap | null = null;

  constructor(
    private readonly record: () => ContextRecord,
    private readonly earlier: ContextMemory | null,
  ) {}

  /** The value of `$context.a.b`. */
  read(path: readonly string[]): Value {
    const isPlain = this.wholeMap === null && this.earlier === null && !path[0]!.endsWith('Override');
    if (isPlain) return leafOf(contextValue(this.record(), path));
    let value: Value = this.part(path[0]!) ?? this.whole.get(path[0]!);
    for (const name of path.slice(1)) value = value instanceof MapValue ? value.get(name) : null;
    return value;
  }

  /** `$context` as a map. It prints nothing (recorded: VTL). */
  get whole(): MapValue {
    if (this.wholeMap === null) {
      this.wholeMap = mapOf(this.record());
      for (const [name, value] of this.earlier?.members ?? []) this.wholeMap.put(name, value);
      this.wholeMap.put('requestOverride', this.part('requestOverride'));
      this.wholeMap.put('responseOverride', this.part('responseOverride'));
    }
    return this.wholeMap;
  }

  /**
   * What the template has written, for the request and for a later template; null when it did not touch any
   * of it.
   */
  get memory(): ContextMemory | null {
    if (this.wholeMap === null && this.requestMap === null && this.responseMap === null) return this.earlier;
    const members = new Map(this.wholeMap?.entries ?? this.earlier?.members);
    const request = members.get('requestOverride') ?? this.part('requestOverride');
    const response = members.get('responseOverride') ?? this.part('responseOverride');
    members.delete('requestOverride');
    members.delete('responseOverride');
    const record = this.record();
    for (const [name, value] of members) {
      // What comes from the request is there again for the next template, and current.
      if (Object.hasOwn(record, name) && (value instanceof MapValue || value === leafOf(record[name])))
        members.delete(name);
    }
    return { request, response, members };
  }

  private part(name: string): MapValue | null {
    if (this.wholeMap !== null && this.wholeMap.entries.has(name)) return null;
    if (name === 'requestOverride') {
      return (this.requestMap ??= overridesOf(REQUEST_PLACES, this.earlier?.request ?? null));
    }
    if (name === 'responseOverride') {
      return (this.responseMap ??= overridesOf(RESPONSE_PLACES, this.earlier?.response ?? null));
    }
    return null;
  }
}

// A copy: what an earlier template has overridden may be overridden by this one.
function overridesOf(places: readonly string[], earlier: Value): OverrideMap {
  const map = new OverrideMap();
  for (const place of places) map.entries.set(place, new OverrideMap());
  if (earlier instanceof MapValue) {
    for (const [name, value] of earlier.entries) {
      map.entries.set(name, value instanceof MapValue ? new OverrideMap(new Map(value.entries)) : value);
    }
  }
  return map;
}

function mapOf(record: ContextRecord): MapValue {
  const map = new MapValue(new Map(), true);
  for (const name of Object.keys(record)) map.put(name, leafOf(record[name]));
  return map;
}

function leafOf(value: ContextValue | undefined): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return mapOf(value);
  return typeof value === 'number' && !Number.isSafeInteger(value) ? new DoubleValue(value) : value;
}
