/** Takes up what is wrong. */
export type Report = (problem: string) => void;

/** A method's or a route's; of a snapshot that was not checked yet, so that anything may be missing. */
type Authorization = { readonly type: string; readonly authorizerId?: string } | undefined;

/**
 * What guards a method or route must be known, and its authorizer there and of a kind that is meant: else it
 * would stand open. Gives the authorizer when all is well with it; null when there is none to look at.
 *
 * @param kinds by the type of an authorization that names an authorizer, the types that this may have
 */
export function findAuthorizer<Authorizer extends { readonly type: string }>(
  authorization: Authorization,
  authorizers: Readonly<Record<string, Authorizer>>,
  kinds: Readonly<Record<string, readonly Authorizer['type'][]>>,
  report: Report,
): Authorizer | null {
  const type = String(authorization?.type);
  if (type === 'NONE' || type === 'AWS_IAM') return null;
  if (!Object.hasOwn(kinds, type)) {
    report(`authorization ${type} is not known`);
    return null;
  }
  const id = String(authorization?.authorizerId);
  const authorizer = Object.hasOwn(authorizers, id) ? authorizers[id] : undefined;
  if (authorizer && kinds[type]!.includes(authorizer.type)) return authorizer;
  report(
    authorizer
      ? `authorizer ${id} is of type ${authorizer.type}, not for ${type}`
      : `authorizer ${id} is missing`,
  );
  return null;
}
