import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import type { GatewayReport } from '#libs/persistence';
import { refusedMax, type RefusedDocument } from '#libs/snapshot-format';

const reasonCharsMax = 1_000;
const capabilitiesMax = 1_000;

export interface ReadAcknowledgement extends GatewayReport {
  readonly gatewayId: string;
  /** The mark of `appliedSeq`; missing from releases that knew none. */
  readonly mark?: string;
}

/**
 * Reads what a gateway has posted; the gateway it speaks of must be the one that posts. Of a list that is too
 * long the beginning is kept: a gateway that refuses very much must be heard all the more.
 */
export function readAcknowledgement(body: object, gatewayId: string): Result<ReadAcknowledgement> {
  const value = body as Readonly<Record<string, unknown>>;
  if (value.gatewayId !== gatewayId) return bad('names another gateway');
  const { appliedSeq, mark, refused } = value;
  if (!isSeq(appliedSeq)) return bad('has no appliedSeq');
  if (mark !== undefined && (typeof mark !== 'string' || mark.length > 64)) return bad('has a bad mark');
  if (!Array.isArray(refused)) return bad('has no list refused');
  const documents = refused.slice(0, refusedMax).map(readRefused);
  if (documents.includes(null)) return bad('has a refused document without seq, kind, name or reason');
  return ok({
    gatewayId,
    appliedSeq,
    ...(mark !== undefined && { mark }),
    refused: documents.filter((document) => document !== null),
    refusedCount: isSeq(value.refusedCount) ? Math.max(value.refusedCount, refused.length) : refused.length,
    capabilities: readCapabilities(value.capabilities),
  });
}

/** Names, of which those that no release of this one's age can know say nothing and do no harm. */
function readCapabilities(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const names = (value as unknown[]).filter((name) => typeof name === 'string' && name.length <= 100);
  return (names as string[]).slice(0, capabilitiesMax);
}

function readRefused(value: unknown): RefusedDocument | null {
  const { seq, kind, name, reason } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (!isSeq(seq) || typeof kind !== 'string' || typeof name !== 'string' || typeof reason !== 'string')
    return null;
  return { seq, kind, name, reason: reason.replaceAll('\0', '').slice(0, reasonCharsMax) };
}

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const bad = (what: string) => fail(badRequest(`The acknowledgement ${what}`));
