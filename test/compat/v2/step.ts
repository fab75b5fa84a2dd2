import type * as sdk from '@aws-sdk/client-apigatewayv2';
import type { v2 } from '#libs/aws-wire';
import type { Known } from '../step.js';

/** The input that the SDK's command of this operation takes. */
export type InputOf<Name extends v2.OperationName> = ConstructorParameters<(typeof sdk)[`${Name}Command`]>[0];

/** One call of a scenario of version 2; as in that of version 1. */
export interface Step {
  readonly operation: v2.OperationName;
  input(known: Known): object;
  readonly shows: readonly string[];
  readonly keeps: Readonly<Record<string, string>>;
}

/** A step, with the input checked against the SDK's own types. */
export function call<Name extends v2.OperationName>(
  operation: Name,
  input: (known: Known) => InputOf<Name>,
  {
    shows = [],
    keeps = {},
  }: { readonly shows?: readonly string[]; readonly keeps?: Readonly<Record<string, string>> } = {},
): Step {
  return { operation, input: input as (known: Known) => object, shows, keeps };
}
