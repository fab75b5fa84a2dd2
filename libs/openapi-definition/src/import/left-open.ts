import { elementsOf, entriesOf } from '../document/read-value.js';

/**
 * Whether something asks for security schemes and gets nothing from them, since they have no authorizer. It
 * is open then, as at AWS, whose import leaves such schemes out with a warning; but nobody may have to guess
 * what it left open.
 */
export function isLeftOpen(
  asked: unknown,
  schemes: ReadonlyMap<string, { readonly kind: string }>,
  made: { readonly authorizationType: string; readonly apiKeyRequired: boolean },
): boolean {
  if (made.authorizationType !== 'NONE' || made.apiKeyRequired) return false;
  const names = elementsOf(asked).flatMap((one) => entriesOf(one).map(([name]) => name));
  return names.some((name) => schemes.get(name)?.kind === 'ignored');
}

/** Behind what is open. */
export const nothingSupported = 'no security scheme that it asks for has an authorizer.';
