import type { Invocation } from './invocation.js';
import type { Rejection } from '../refusals/rejection.js';

/** Null: on to the next step. A rejection ends the pipeline; it becomes the API's gateway response of that type. */
export type Verdict = Rejection | null;

/** One step of the request pipeline. Returns a promise only when it waits for real I/O. */
export type Step = (invocation: Invocation) => Verdict | Promise<Verdict>;
