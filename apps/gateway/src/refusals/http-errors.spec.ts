import { httpErrorOf } from './http-errors.js';
import { rejectionReasons, type RejectionReason } from './rejection-reasons.js';

const answer = (code: RejectionReason) => {
  const { status, message } = httpErrorOf(code, rejectionReasons[code].type);
  return `${status} ${message}`;
};

test.each<[string, RejectionReason[]]>([
  [
    '404 Not Found',
    ['endpoint.http_no_stage', 'endpoint.http_disabled', 'route.missing', 'route.no_integration'],
  ],
  ['401 Unauthorized', ['authorizer.unauthorized', 'authorizer.expired', 'identity.token_denied']],
  [
    '403 Forbidden',
    [
      'signature.missing',
      'signature.mismatch',
      'signature.session_ended',
      'policy.denied',
      'authorizer.denied',
      'authorizer.scope',
      'identity.denied',
      'key.missing',
      'key.invalid',
    ],
  ],
  ['429 Too Many Requests', ['throttle.stage_method.rate', 'throttle.account.rate']],
  ['429 Limit Exceeded', ['quota.day']],
  ['413 Request Entity Too Large', ['request.body_too_large']],
  ['414 Request-URI Too Long', ['method.arn_too_long']],
  ['400 Invalid request body', ['request.body_invalid']],
  [
    '500 Internal Server Error',
    [
      'function.error',
      'function.answer',
      'integration.refused',
      'authorizer.no_keys',
      'authorizer.failed',
      'mapping.uri',
      'gateway.fault',
    ],
  ],
  [
    '503 Service Unavailable',
    ['integration.timeout', 'integration.unreachable', 'integration.bad_answer', 'integration.overloaded'],
  ],
])('%s', (expected, codes) => {
  for (const code of codes) expect([code, answer(code)]).toEqual([code, expected]);
});

test('a code that nothing is said of is nobody’s fault but the server’s', () => {
  expect(httpErrorOf('gateway.answer_failed', null)).toEqual({
    status: 500,
    message: 'Internal Server Error',
  });
});
