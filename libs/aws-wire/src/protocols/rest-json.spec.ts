import { restJson } from './rest-json.js';
import {
  badRequest,
  errorStatuses,
  notFound,
  tooManyRequests,
  wireError,
  type WireError,
  type WireErrorName,
} from '../errors/wire-error.js';

const renderError = (error: WireError) => restJson.renderError(error, 'r-1');

test('an error is a status, its name in a header and the one body member message', () => {
  expect(renderError(notFound('Invalid Resource identifier specified'))).toEqual({
    status: 404,
    headers: { 'content-type': 'application/json', 'x-amzn-ErrorType': 'NotFoundException' },
    body: '{"message":"Invalid Resource identifier specified"}',
  });
});

test('a retryable error says when to retry, if that is known', () => {
  expect(renderError(tooManyRequests('Too Many Requests', 3)).headers).toMatchObject({
    'x-amzn-ErrorType': 'TooManyRequestsException',
    'Retry-After': '3',
  });
  expect(renderError(tooManyRequests('Too Many Requests')).headers).not.toHaveProperty('Retry-After');
});

test('every name renders under its own status', () => {
  for (const [code, status] of Object.entries(errorStatuses) as [WireErrorName, number][])
    expect(renderError(wireError(code, 'm'))).toMatchObject({
      status,
      headers: { 'x-amzn-ErrorType': code },
    });
});

test('public text reaches the body alone, so it cannot break a header', () => {
  const rendered = renderError(badRequest('a\r\nSet-Cookie: x'));
  expect(Object.values(rendered.headers)).toEqual(['application/json', 'BadRequestException']);
});
