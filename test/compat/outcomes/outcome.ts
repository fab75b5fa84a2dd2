import type { v1 } from '#libs/aws-wire';
import type { InputOf, Known } from '../step.js';

/** The error that stands for each group of outcomes; 2xx is the contract test's. */
export const groups = {
  400: 'BadRequestException',
  404: 'NotFoundException',
  409: 'ConflictException',
  429: 'LimitExceededException',
} as const;

/** A status of refusal. */
export type Group = keyof typeof groups;

/**
 * A call, and the message it is refused with; `{name}` in the message stands for what is known by that name.
 */
export type Refusal<Name extends v1.OperationName = v1.OperationName> = readonly [
  input: (known: Known) => InputOf<Name>,
  says: string,
];

/** What one operation is refused with, by group: calls that show it, or the reason why no call can. */
export type Outcomes<Name extends v1.OperationName = v1.OperationName> = {
  readonly [Status in Group]?: readonly Refusal<Name>[] | string;
};

/** A table of outcomes, each call checked against the SDK's own types. */
export type OutcomesOf<Names extends v1.OperationName> = { readonly [Name in Names]: Outcomes<Name> };

/** Reasons for a group that stays empty. */
export const names = 'it takes names only, and one that is unknown is not found';
export const reads = 'it changes nothing';
export const always = 'what it is about is always there';
export const noRival = 'nothing else can have, or need, what it sets or takes';
export const noCount = 'nothing that is counted grows by it';
export const atOnceOnly = 'what clashes is refused otherwise, or waits for its turn';
