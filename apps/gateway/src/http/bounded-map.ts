/**
 * What was used lately, by name: so many entries and bytes at most, and what is over goes, oldest use first.
 */
export class BoundedMap<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly bytes: number }>();
  private bytesKept = 0;

  constructor(private readonly max: { readonly entries: number; readonly bytes: number }) {}

  get size(): number {
    return this.entries.size;
  }

  get bytes(): number {
    return this.bytesKept;
  }

  get(name: string): V | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    // A Map keeps the order of insertion: what is used goes to its end.
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry.value;
  }

  /** `bytes`: what the value weighs, as its owner reckons. One that alone would be too much is not kept. */
  set(name: string, value: V, bytes: number): void {
    this.delete(name);
    if (bytes > this.max.bytes) return;
    this.entries.set(name, { value, bytes });
    this.bytesKept += bytes;
    while (this.entries.size > this.max.entries || this.bytesKept > this.max.bytes) {
      this.delete(this.entries.keys().next().value!);
    }
  }

  delete(name: string): void {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    this.entries.delete(name);
    this.bytesKept -= entry.bytes;
  }
}
