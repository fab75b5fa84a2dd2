/** A policy for reading. The service keeps it with escaped quotes (`{\"Version\"...`). */
export function policyText(policy: string | undefined): string {
  if (!policy) return '';
  for (const text of [policy, policy.replaceAll('\\"', '"')]) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // The other spelling, or as it is.
    }
  }
  return policy;
}
