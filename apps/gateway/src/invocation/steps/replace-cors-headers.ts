import { firstHeader } from '../../http/raw-headers.js';
import { withoutCors, type ActiveCors } from '../http-api/http-cors.js';
import type { MethodStep } from '../step.js';

/**
 * What the API's CORS settings say takes the place of what the backend says. See "replaceCorsHeaders" in
 * docs/HTTP-API-PIPELINE.md.
 */
export const replaceCorsHeaders = (cors: ActiveCors): MethodStep => ({
  name: 'replaceCorsHeaders',
  run(invocation) {
    const response = invocation.response!;
    const origin = firstHeader(invocation.request.rawHeaders, 'origin');
    const headers = [...withoutCors(response.headers), ...cors.responseFields(origin)];
    invocation.response = { ...response, headers };
    return null;
  },
});
