import type { Explanation } from './explanation.js';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const orMissing =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const shape =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(members).every(([name, check]) => check((value as Record<string, unknown>)[name]));
const list =
  (of: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(of);
/** Ids are looked for in an index. */
const id: Check = (value) => typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value);
/** From 1970 until the year 9999. */
const moment: Check = (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 253e12;
const outcome: Check = (value) => value === 'passed' || value === 'refused' || value === 'not reached';

const explanation = shape({
  requestId: id,
  extendedRequestId: id,
  gatewayId: text,
  accountId: orNull(id),
  receivedAtMs: moment,
  tookMs: number,
  request: shape({ httpMethod: text, host: text, path: text, sourceIp: text }),
  status: number,
  bytesIn: number,
  bytesOut: number,
  served: orNull(
    shape({
      apiId: text,
      stageName: text,
      deploymentId: text,
      isCanary: orMissing(flag),
      method: orNull(text),
    }),
  ),
  caller: shape({ apiKeyId: orNull(text), usagePlanId: orNull(text), principalId: orNull(text) }),
  steps: list(shape({ name: text, outcome, waitedMs: orNull(number) }), 100),
  refusal: orNull(
    shape({
      code: text,
      responseType: orNull(text),
      meaning: text,
      detail: text,
      comparison: orNull(text),
      check: text,
    }),
  ),
  cache: orMissing(
    orNull(
      shape({
        result: text,
        keyParameters: list(text, 1_000),
        ageSeconds: orNull(number),
        notKept: orNull(text),
      }),
    ),
  ),
  integration: orNull(
    shape({ uri: text, sentAfterMs: orNull(number), endedAfterMs: orNull(number), status: orNull(number) }),
  ),
  traceId: orNull(text),
});

/** Whether a value has all members of an explanation, of their types. */
export const isExplanation = (value: unknown): value is Explanation => explanation(value);
