import type { InputMember, Operation } from '#libs/aws-wire';
import type { TestControlPlane } from './start-control-plane.js';

/**
 * NUL, half a surrogate pair and numbers out of range are what Postgres refuses to store; the rest are wrong
 * types and reserved names.
 */
export const oddTexts = ['', '\0', '\ud800', '__proto__', 'x'.repeat(20_000)];
const ownProto: unknown = JSON.parse('{"__proto__":"x"}');
export const oddValues: readonly unknown[] = [
  ...oddTexts,
  ...[true, -1, 1e300, [null], { a: null }, { 'a\0': '\0' }, ownProto],
];

/**
 * Calls an operation with one odd value, among values of what really exists by the names of the members that
 * say it; so that the odd one comes as far as it can. Gives the status.
 */
export async function callOddly(
  plane: TestControlPlane,
  operation: Operation,
  known: Readonly<Record<string, unknown>>,
  [odd, value]: readonly [odd: InputMember, value: unknown],
): Promise<number> {
  const valueOf = (member: InputMember) => (member === odd ? value : known[member.name]);
  let target = operation.uri;
  const query = new URLSearchParams(operation.query);
  const body: [string, unknown][] = [];
  for (const member of operation.members) {
    const given = valueOf(member);
    const name = member.wireName ?? member.name;
    if (member.location === 'uri')
      target = target.replace(`{${name}}`, encodeURIComponent(text(given) || 'x'));
    else if (given === undefined || (member !== odd && !member.required)) continue;
    else if (member.location === 'querystring') query.append(name, text(given));
    else if (member.location === 'body') body.push([name, given]);
  }
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  const response = await plane.signedFetch(`${target}${query.size > 0 ? `?${query.toString()}` : ''}`, {
    method: operation.method,
    body: hasBody ? Object.fromEntries(body) : undefined,
  });
  await response.arrayBuffer();
  return response.status;
}

/** As it goes into a path or query; what no URL can hold becomes the replacement character. */
const text = (value: unknown): string =>
  typeof value === 'string' ? Buffer.from(value.slice(0, 2_000)).toString('utf8') : '';
