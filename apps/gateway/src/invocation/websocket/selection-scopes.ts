import type { SelectionResponse, SelectionScope } from '#libs/selection-expressions';
import { readJson } from '#libs/mapping-templates';
import type { Invocation, Received } from '../invocation.js';
import { requestScope } from '../request-scope.js';
import { ResponseScope } from '../response-scope.js';

/** What selection expressions see of a message. It is read as JSON if one of them asks. */
export const messageScope = (invocation: Invocation): SelectionScope => ({
  get message() {
    return requestScope(invocation).json;
  },
  response: null,
});

/** The same once the integration has responded. */
export const respondedScope = (invocation: Received): SelectionScope => ({
  get message() {
    return requestScope(invocation).json;
  },
  response: selectionResponse(invocation),
});

function selectionResponse(invocation: Received): SelectionResponse {
  const { status, rawHeaders, body } = invocation.exchange.result;
  const values = new ResponseScope(requestScope(invocation), rawHeaders, body, null).integrationResponse!;
  return {
    statusCode: status,
    header: (name) => values.header[name],
    multiValueHeader: (name) => values.multiValueHeader[name],
    body: () => readJson(values.body),
  };
}
