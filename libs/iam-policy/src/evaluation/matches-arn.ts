import type { PolicyRequest } from '../request.js';
import { anyRun, matchesGlob, type Tokens } from './glob.js';
import { expanded, expandPattern, type Pattern } from './pattern.js';

const colon = 58;
/** Partition, service, region and account, with `arn` before and the resource after them. */
const colonsOfArn = 5;

/**
 * ArnLike and ArnEquals, which are the same: the six parts of an ARN are compared one by one, so that no
 * wildcard reaches over the first five colons (IAM User Guide: IAM JSON policy elements: Condition operators,
 * ARN). `*` alone matches every ARN. What is no ARN matches nothing.
 */
export function matchesArn(pattern: Pattern, arn: string, request: PolicyRequest): boolean {
  const length = expandPattern(pattern, request);
  if (length < 0) return false;
  const tokens = expanded();
  const isAny = length === 1 && tokens[0] === anyRun;
  let tokensStart = 0;
  let textStart = 0;
  for (let part = 0; part < colonsOfArn; part++) {
    const textEnd = arn.indexOf(':', textStart);
    if (textEnd === -1) return false;
    if (!isAny) {
      const tokensEnd = indexOfColon(tokens, tokensStart, length);
      if (tokensEnd === -1) return false;
      if (!matchesGlob(tokens, tokensStart, tokensEnd, arn, textStart, textEnd, false)) return false;
      tokensStart = tokensEnd + 1;
    }
    textStart = textEnd + 1;
  }
  return isAny || matchesGlob(tokens, tokensStart, length, arn, textStart, arn.length, false);
}

function indexOfColon(tokens: Tokens, from: number, to: number): number {
  for (let at = from; at < to; at++) if (tokens[at] === colon) return at;
  return -1;
}
