import type { Invocation } from '../invocation/invocation.js';
import type { Rejection } from '../refusals/rejection.js';

const configurationError = 'Execution failed due to configuration error: ';

/**
 * Why a request was not answered by its integration, in AWS's words where they are known (recorded: TestInvokeMethod; published execution logs), else
 * in the operator's.
 */
export function failureText(
  { code, type, reason, validationErrorString }: Rejection,
  invocation: Invocation,
): string {
  switch (code) {
    case 'integration.timeout':
      return 'Execution failed due to a timeout error';
    case 'integration.unreachable':
      return `${configurationError}Invalid endpoint address`;
    case 'function.answer':
      return `${configurationError}Malformed Lambda proxy response`;
    case 'response.unmatched':
      return `${configurationError}No match for output mapping and no default endpoint response mapping configured`;
    case 'response.undeclared':
      return `${configurationError}Output mapping refers to an invalid method response: ${invocation.answer?.status}`;
    case 'request.body_invalid': {
      const contentType = invocation.head.contentType ?? 'application/json';
      return `Request body does not match model schema for content type ${contentType}: ${validationErrorString}`;
    }
    default:
      return type === 'API_CONFIGURATION_ERROR' || type === 'INTEGRATION_FAILURE'
        ? configurationError + reason
        : `Execution failed: ${reason}`;
  }
}

/** Ours: the code by which docs/ERRORS.md lists the reason, with its details, as they stand in the operator's log. */
export const reasonText = ({ code, reason }: Rejection): string => `Refusal reason: ${code} (${reason})`;
