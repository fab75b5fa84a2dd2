import type { v2 } from '#libs/aws-wire';
import type { Known } from '../../step.js';
import type { InputOf } from '../step.js';

/**
 * The error that stands for each group of outcomes. The last is not in the model, which has calls that come
 * too fast alone; public reports show it of AWS all the same.
 */
export const groups = {
  400: 'BadRequestException',
  404: 'NotFoundException',
  409: 'ConflictException',
  429: 'LimitExceededException',
} as const;

/** A status of refusal. */
export type Group = keyof typeof groups;

/** A call, and the message it is refused with; `{name}` in it stands for what is known by that name. */
export type Refusal<Name extends v2.OperationName = v2.OperationName> = readonly [
  input: (known: Known) => InputOf<Name>,
  says: string,
];

/** What one operation is refused with, by group: calls that show it, or the reason why no call can. */
export type Outcomes<Name extends v2.OperationName = v2.OperationName> = {
  readonly [Status in Group]?: readonly Refusal<Name>[] | string;
};

/** A table of outcomes, each call checked against the SDK's own types. */
export type OutcomesOf<Names extends v2.OperationName> = { readonly [Name in Names]: Outcomes<Name> };
