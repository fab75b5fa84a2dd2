/**
 * `key=value,key=value` as OpenTelemetry's variables have it (its specification, "Specifying resource
 * information via an environment variable"): values percent-encoded where need be. Undefined for what is
 * none.
 */
export function keyValueList(text: string): Readonly<Record<string, string>> | undefined {
  const entries: [string, string][] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    const key = part.slice(0, Math.max(0, equals)).trim();
    if (!/^[\w.!#$%&'*+^`|~/-]+$/.test(key)) return undefined;
    try {
      entries.push([key, decodeURIComponent(part.slice(equals + 1).trim())]);
    } catch {
      return undefined;
    }
  }
  return Object.freeze(Object.fromEntries(entries));
}
