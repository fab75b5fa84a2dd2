import { Transform } from 'node:stream';
import { bodyTooLarge } from './body-gate.js';

/** The bytes of JSON's marks. */
const [quote, backslash, comma, beginOfList, endOfList, begin, end] = Buffer.from('"\\,[]{}');

/** What is kept of a list. */
export interface Shortening {
  readonly elementsMax: number;
  /** Of all that is passed on; with more it fails as with a body that is too large. */
  readonly bytesMax: number;
  /** The member that says how many there were, where some were left out. */
  readonly countAs: string;
}

/**
 * Passes a JSON object on as it comes, but of a list that is a member of it the first elements only: however
 * long the list is, no more than its beginning is ever in memory. Text that is no JSON stays text that is
 * none.
 */
export function shortenList({ elementsMax, bytesMax, countAs }: Shortening): Transform {
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  let inList = false;
  let elements = 0;
  let longest = 0;
  let seen = 0;
  let passed = 0;

  function step(byte: number): void {
    if (inText) {
      if (isEscaped) isEscaped = false;
      else if (byte === backslash) isEscaped = true;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === begin || byte === beginOfList) {
      depth += 1;
      if (depth === 2 && byte === beginOfList) [inList, elements] = [true, 1];
    } else if (byte === end || byte === endOfList) {
      depth -= 1;
      if (depth === 1 && inList) [inList, longest] = [false, Math.max(longest, elements)];
    } else if (byte === comma && inList && depth === 2) elements += 1;
  }

  const shortening: Transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      // What Fastify compares with Content-Length.
      Object.assign(shortening, { receivedEncodedLength: seen });
      const kept: Buffer[] = [];
      let from = 0;
      for (const [at, byte] of chunk.entries()) {
        const wasKept = !inList || elements <= elementsMax;
        step(byte);
        const isKept = !inList || elements <= elementsMax;
        if (wasKept && !isKept) kept.push(chunk.subarray(from, at));
        else if (!wasKept && isKept) from = at;
        if (depth === 0 && byte === end && longest > elementsMax) {
          kept.push(chunk.subarray(from, at), Buffer.from(`,${JSON.stringify(countAs)}:${longest}`));
          [from, longest] = [at, 0];
        }
      }
      if (!inList || elements <= elementsMax) kept.push(chunk.subarray(from));
      for (const part of kept) passed += part.length;
      if (passed > bytesMax) done(bodyTooLarge());
      else done(null, Buffer.concat(kept));
    },
  });
  return shortening;
}
