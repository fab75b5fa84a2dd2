import { headerOf } from '../../http/raw-headers.js';
import type { Invocation } from '../../invocation/invocation.js';
import type { RecordedRefusal } from '../../invocation/record/request-record.js';

/**
 * Why a request was not answered by its integration, in AWS's words alone (recorded: TestInvokeMethod;
 * published execution logs). What has no words of AWS's is an internal error; the operator's log has the
 * reason of each by the id of the test.
 */
export function failureText(refusal: RecordedRefusal, invocation: Invocation): string {
  const misconfigured = configurationErrorOf(refusal, invocation);
  return misconfigured === null
    ? otherFailure(refusal, invocation)
    : `Execution failed due to configuration error: ${misconfigured}`;
}

/** What AWS calls a configuration error; null when the failure is of another kind. */
export function configurationErrorOf(
  { code, reason }: RecordedRefusal,
  invocation: Invocation,
): string | null {
  switch (code) {
    case 'integration.unreachable':
    case 'integration.vpc_link':
    case 'mapping.uri':
      return 'Invalid endpoint address';
    case 'integration.role':
      return 'API Gateway does not have permission to assume the provided role';
    case 'integration.refused':
    case 'integration.credentials':
    case 'integration.setting':
      return 'Invalid permissions on Lambda function';
    case 'function.answer':
      return 'Malformed Lambda proxy response';
    case 'mapping.mock_status':
      return 'statusCode should be an integer which defined in request template';
    case 'mapping.base64':
      return 'Unable to base64 decode the body.';
    case 'mapping.header':
    case 'mapping.template':
    case 'mapping.binary_template':
    case 'response.pattern':
      // Set once the integration has answered.
      return `Unable to transform ${(invocation.exchange?.result ?? null) === null ? 'request' : 'response'}`;
    case 'response.unmatched':
      return `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${invocation.exchange?.result?.status}`;
    case 'response.undeclared':
      return `Output mapping refers to an invalid method response: ${invocation.response?.status}`;
    case 'authorizer.unusable':
      return reason.startsWith('the Invoke API') ? 'Invalid permissions on Lambda function' : null;
    default:
      return null;
  }
}

function otherFailure(
  { code, reason, validationErrorString }: RecordedRefusal,
  invocation: Invocation,
): string {
  switch (code) {
    case 'integration.timeout':
      return 'Execution failed due to a timeout error';
    case 'integration.bad_answer':
      return 'Execution failed due to a network error communicating with endpoint';
    case 'function.error':
      return functionErrorText(invocation);
    case 'request.parameters':
      return reason;
    case 'request.body_invalid': {
      const contentType = invocation.request.contentType ?? 'application/json';
      return `Request body does not match model schema for content type ${contentType}: ${validationErrorString}`;
    }
    default:
      return 'Execution failed due to an internal error';
  }
}

function functionErrorText({ exchange }: Invocation): string {
  const requestId = headerOf(exchange?.result?.rawHeaders ?? null, 'x-amzn-requestid') ?? '';
  const message = errorMessageIn(exchange?.result?.body?.toString('utf8') ?? '');
  return `Lambda execution failed with status 200 due to customer function error: ${message}. Lambda request id: ${requestId}`;
}

function errorMessageIn(result: string): string {
  try {
    const { errorMessage } = JSON.parse(result) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : '';
  } catch {
    // A runtime that died says so in plain text.
    return result;
  }
}
