import { randomBytes } from 'node:crypto';
import { TextBlock } from '../record/text-block.js';

const idsPerBlock = 64;
const rootDigits = 24;
const spanDigits = 16;
const digits = rootDigits + spanDigits;
/** `Root=1-<8 hex>-<24 hex>`. */
export const rootChars = 7 + 8 + 1 + rootDigits;
const unsampled = ';Sampled=0';
let second = -1;
let block = blockOf(0);

/**
 * The `X-Amzn-Trace-Id` of a request whose caller named no trace and whose spans are not exported: Root,
 * Parent and Sampled. Of the Root the first 8 digits are the time in seconds; the rest is random.
 */
export function newTraceHeader(nowMs: number): string {
  const nowSecond = Math.floor(nowMs / 1000);
  if (nowSecond !== second) {
    second = nowSecond;
    block = blockOf(nowSecond);
  }
  return block.next();
}

/**
 * Whole fields, joined beforehand: a text that was put together for one request is copied before it can be
 * looked at.
 */
function blockOf(ofSecond: number): TextBlock {
  const beginning = `Root=1-${ofSecond.toString(16).padStart(8, '0')}-`;
  return new TextBlock(rootChars + ';Parent='.length + spanDigits + unsampled.length, () => {
    const random = randomBytes((digits / 2) * idsPerBlock).toString('hex');
    const ids: string[] = [];
    for (let from = 0; from < random.length; from += digits) {
      ids.push(beginning, random.substring(from, from + rootDigits), ';Parent=');
      ids.push(random.substring(from + rootDigits, from + digits), unsampled);
    }
    return ids.join('');
  });
}
