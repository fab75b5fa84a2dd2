import type { SnapshotIntegrationResponse, SnapshotMethod } from '#libs/snapshot-format';
import { firstAccepted } from '../../http/media-type.js';
import { reject } from '../../refusals/rejection.js';
import { overriddenStatus } from './apply-overrides.js';
import type { IsBinary } from './binary-media-types.js';
import { activateTemplate, type ActiveTemplate } from './choose-template.js';
import { convertContent } from './convert-content.js';
import { compileResultConversion } from './convert-response.js';
import {
  compileMappedResponses,
  type ResponseForm,
  type ResponseMapping,
  type ResponseSelection,
} from './mapped-response.js';
import { compileStatusPattern } from './selection-pattern.js';

/** By the backend's status; functions are asked for their error instead. */
export const byStatus: ResponseSelection = {
  subject: ({ exchange }) => String(exchange.result.status),
  compilePattern: compileStatusPattern,
};

/**
 * Compiles the integration responses of a REST API's method; a status without a method response is a
 * configuration error (recorded: MOCK, HTTP).
 */
export function compileRestResponses(
  responses: readonly SnapshotIntegrationResponse[],
  methodResponses: SnapshotMethod['methodResponses'],
  isBinary: IsBinary,
  selection: ResponseSelection = byStatus,
): ResponseMapping {
  const declared = new Set(Object.keys(methodResponses).map(Number));
  return {
    mapResponse: compileMappedResponses(responses, selection, (response) => formOf(response, isBinary)),
    buildResponse(invocation) {
      // A template may answer with a status that the method does not declare (guide page on overrides, its
      // example).
      if (overriddenStatus(invocation.overrides) !== null) return null;
      const { status } = invocation.response!;
      if (declared.has(status)) return null;
      return reject('response.undeclared', `the method has no response with the status ${status}`);
    },
  };
}

/** The template is the one for the first media type that the caller accepts, else the first. */
function formOf(response: SnapshotIntegrationResponse, isBinary: IsBinary): ResponseForm {
  // Null: an empty template, which switches mapping off for its media type.
  const templates = new Map<string, ActiveTemplate | null>();
  for (const [mediaType, template] of Object.entries(response.templates ?? {})) {
    templates.set(mediaType.toLowerCase(), template && activateTemplate(mediaType, template));
  }
  const first = templates.values().next().value ?? null;
  const status = Number(response.statusCode);
  return {
    statusOf: () => status,
    templateFor({ request }) {
      const accepted = templates.get(firstAccepted(request.accept));
      return accepted === undefined ? first : accepted;
    },
    conversion: compileResultConversion(response.contentHandling ?? null, isBinary),
    convert: convertContent,
  };
}
