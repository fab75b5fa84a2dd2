import type { DocumentKind } from './documents.js';
import { features } from './features.js';
import { newestFormatNumber } from './format-number.js';

/**
 * Why this release cannot serve a document as it is meant; null when it can. Takes `unknown`, since any
 * release may have written it. What is not understood is refused: leaving it out could serve open what should
 * be closed.
 */
export function unmetRequirements(kind: DocumentKind, document: unknown): string | null {
  if (typeof document !== 'object' || document === null) return 'the body is no document';
  const { requires, formatVersion } = document as { requires?: unknown; formatVersion?: unknown };
  if (requires === undefined) return unknownFormat(formatVersion, newestFormatNumber(kind));
  if (!Array.isArray(requires)) return 'what it requires is not a list';
  const unknown = requires.filter((feature) => !known.has(feature));
  return unknown.length === 0 ? null : `it requires ${unknown.join(', ')}, which this gateway does not have`;
}

function unknownFormat(formatVersion: unknown, newest: number): string | null {
  if (formatVersion === undefined) return 'the body has no formatVersion';
  if (Number.isInteger(formatVersion) && Number(formatVersion) >= 1 && Number(formatVersion) <= newest) {
    return null;
  }
  return `format version ${JSON.stringify(formatVersion)}; this gateway reads up to ${newest}`;
}

const known: ReadonlySet<unknown> = new Set(features);
