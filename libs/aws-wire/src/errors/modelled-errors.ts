import type { WireError } from './wire-error.js';

/** Makes what makes the errors of a service's model, from their statuses by code. */
export const constructorOfErrors =
  <Code extends string>(statuses: Readonly<Record<Code, number>>) =>
  (code: Code, message: string): WireError => ({ code, status: statuses[code], message });
