import type { Cors } from '../../wire/generated/apigatewayv2.js';
import { listOf, listText } from './typed-lists.js';

/** Cross-origin rules of an HTTP API, as typed. */
export interface TypedCors {
  readonly allowOrigins: string;
  readonly allowMethods: string;
  readonly allowHeaders: string;
  readonly exposeHeaders: string;
  readonly maxAge: string;
  readonly allowCredentials: string;
}

export const typedCors = (cors: Cors = {}): TypedCors => ({
  allowOrigins: listText(cors.allowOrigins),
  allowMethods: listText(cors.allowMethods),
  allowHeaders: listText(cors.allowHeaders),
  exposeHeaders: listText(cors.exposeHeaders),
  maxAge: cors.maxAge === undefined ? '' : String(cors.maxAge),
  allowCredentials: cors.allowCredentials ? 'yes' : 'no',
});

/** The configuration that those fields come to; null: none, and the API has none. */
export function corsOf(typed: TypedCors): Cors | null {
  const lists = (['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'] as const).flatMap(
    (name) => {
      const words = listOf(typed[name]);
      return words.length === 0 ? [] : [[name, words] as const];
    },
  );
  if (lists.length === 0 && typed.maxAge === '' && typed.allowCredentials === 'no') return null;
  return {
    ...Object.fromEntries(lists),
    ...(typed.maxAge && { maxAge: Number(typed.maxAge) }),
    allowCredentials: typed.allowCredentials === 'yes',
  };
}
