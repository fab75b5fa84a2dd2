import type { SnapshotIntegration } from '#libs/snapshot-format';
import { firstAccepted, mediaTypeOf } from '../../http/media-type.js';
import type { Routed } from '../invocation.js';

/**
 * Which of the responses that the gateway itself makes of one and the same request to the method a caller
 * gets: templates are chosen by `Content-Type` and by the first media type of `Accept`, and binary bodies are
 * converted by the latter. Said by names, as another method may have the same key and other templates. Null:
 * there is no choice.
 */
export function compileResponseVariant(
  integration: SnapshotIntegration,
  isBinary: ((mediaType: string) => boolean) | null,
): ((invocation: Routed) => string) | null {
  const requests = mediaTypesOf('requestTemplates' in integration ? [integration.requestTemplates] : []);
  const templates =
    'responses' in integration ? integration.responses.map((response) => response.templates) : [];
  const hasChoice = templates.some((ofOne) => Object.keys(ofOne ?? {}).length > 1);
  const responses = hasChoice ? mediaTypesOf(templates) : [];
  if (requests.length === 0 && responses.length === 0 && isBinary === null) return null;
  return ({ request: { contentType, accept } }) => {
    const sent = contentType === null ? 'application/json' : mediaTypeOf(contentType);
    const accepted = firstAccepted(accept);
    const takesBytes = accept !== null && isBinary?.(accepted) === true;
    return `${ifAmong(requests, sent)},${ifAmong(responses, accepted)},${takesBytes ? 'b' : 't'};`;
  };
}

const ifAmong = (known: readonly string[], mediaType: string): string =>
  known.includes(mediaType) ? mediaType : '';

function mediaTypesOf(templates: readonly (Readonly<Record<string, unknown>> | null)[]): readonly string[] {
  return [
    ...new Set(templates.flatMap((ofOne) => Object.keys(ofOne ?? {})).map((name) => name.toLowerCase())),
  ];
}
