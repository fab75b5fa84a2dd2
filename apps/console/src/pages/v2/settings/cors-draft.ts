import type { Cors } from '../../../wire/generated/apigatewayv2.js';
import { listOf, listText, yesNo } from '../typed-lists.js';

/** Cross-origin rules of an HTTP API, as typed. */
export interface CorsDraft {
  readonly allowOrigins: string;
  readonly allowMethods: string;
  readonly allowHeaders: string;
  readonly exposeHeaders: string;
  readonly maxAge: string;
  readonly allowCredentials: string;
}

export const corsLabels: Readonly<Record<keyof CorsDraft, string>> = {
  allowOrigins: 'Origins',
  allowMethods: 'Methods',
  allowHeaders: 'Headers that may be sent',
  exposeHeaders: 'Headers that may be read',
  maxAge: 'Seconds that it is kept',
  allowCredentials: 'With cookies and authorization',
};

export const corsDraftOf = (cors: Cors = {}): CorsDraft => ({
  allowOrigins: listText(cors.allowOrigins),
  allowMethods: listText(cors.allowMethods),
  allowHeaders: listText(cors.allowHeaders),
  exposeHeaders: listText(cors.exposeHeaders),
  maxAge: cors.maxAge === undefined ? '' : String(cors.maxAge),
  allowCredentials: yesNo(cors.allowCredentials),
});

/** The configuration that a draft comes to; null: none, and the API has none. */
export function corsOf(draft: CorsDraft): Cors | null {
  const lists = (['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'] as const).flatMap(
    (name) => {
      const words = listOf(draft[name]);
      return words.length === 0 ? [] : [[name, words] as const];
    },
  );
  if (lists.length === 0 && draft.maxAge === '' && draft.allowCredentials === 'no') return null;
  return {
    ...Object.fromEntries(lists),
    ...(draft.maxAge && { maxAge: Number(draft.maxAge) }),
    allowCredentials: draft.allowCredentials === 'yes',
  };
}
