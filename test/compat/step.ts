import type * as sdk from '@aws-sdk/client-api-gateway';
import type { v1 } from '#libs/aws-wire';

/** What earlier steps found out, by a name of the scenario's own. */
export type Known = Readonly<Record<string, string>>;

/** The input that the SDK's command of this operation takes. */
export type InputOf<Name extends v1.OperationName> = ConstructorParameters<(typeof sdk)[`${Name}Command`]>[0];

/** One call of a scenario. */
export interface Step {
  readonly operation: v1.OperationName;
  input(known: Known): object;
  /** Members that the response must have, as the SDK shows them. */
  readonly shows: readonly string[];
  /** What later steps need of the response: name there, by member here. */
  readonly keeps: Readonly<Record<string, string>>;
}

/** A step, with the input checked against the SDK's own types. */
export function call<Name extends v1.OperationName>(
  operation: Name,
  input: (known: Known) => InputOf<Name>,
  {
    shows = [],
    keeps = {},
  }: { readonly shows?: readonly string[]; readonly keeps?: Readonly<Record<string, string>> } = {},
): Step {
  return { operation, input: input as (known: Known) => object, shows, keeps };
}

/** One `replace`, as most updates of the scenario are. */
export const replace = (path: string, value: string) => ({
  patchOperations: [{ op: 'replace' as const, path, value }],
});
