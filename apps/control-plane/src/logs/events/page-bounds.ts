/** What a response has at most (API reference: FilterLogEvents, GetLogEvents). */
export const pageEventsMax = 10_000;
export const pageBytesMax = 1_048_576;

/** Beyond the time of every event. */
export const afterAllTime = Number.MAX_SAFE_INTEGER;

/** Steps of a pattern that one call pays for, about a second of a core, before its page ends early. */
const stepsMax = 1 << 28;
const scanBytesMax = 32 << 20;

/** How many bytes of events one call looks through by a pattern. */
export const scanBytesOf = (stepsPerCharacter: number): number =>
  Math.min(scanBytesMax, Math.ceil(stepsMax / stepsPerCharacter));
