/**
 * What is known of domains, by their names. A wildcard covers the first label and no more, and a name of its
 * own comes before it (developer guide: custom domain names).
 */
export class DomainNameTable<Known> {
  private readonly byName = new Map<string, Known>();

  get size(): number {
    return this.byName.size;
  }

  /** What a host name leads to; the name in lower case, without a port. */
  find(hostName: string): Known | undefined {
    const exact = this.byName.get(hostName);
    if (exact !== undefined) return exact;
    const dot = hostName.indexOf('.');
    // A host that itself begins with the asterisk would be an exact name.
    return dot <= 0 || hostName.startsWith('*') ? undefined : this.byName.get(`*${hostName.slice(dot)}`);
  }

  /** What is known by exactly this name. */
  named(domainName: string): Known | undefined {
    return this.byName.get(domainName);
  }

  set(domainName: string, known: Known): void {
    this.byName.set(domainName, known);
  }

  delete(domainName: string): void {
    this.byName.delete(domainName);
  }
}
