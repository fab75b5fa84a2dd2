import type { IncomingMessage } from 'node:http';
import { v1, type Operation } from '#libs/aws-wire';
import { WireException } from '../http/wire-exception.js';
import { BindInputPipe, type ReceivedCall } from './bind-input.pipe.js';

const pipe = new BindInputPipe();
const call = (operation: Operation, body: string | Buffer | undefined): ReceivedCall => ({
  operation,
  request: {
    raw: {} as IncomingMessage,
    params: { restapi_id: 'a1' },
    query: {},
    headers: {},
    originalUrl: '/',
    body: body === undefined ? undefined : Buffer.from(body),
  },
});

function refusal(received: ReceivedCall): unknown {
  try {
    return pipe.transform(received);
  } catch (error) {
    return error instanceof WireException ? error.error : error;
  }
}

test('parts of the request become the members of the input class', () => {
  const input = pipe.transform(call(v1.CreateStage, '{"stageName":"prod","deploymentId":"d1","unknown":1}'));
  expect(input).toBeInstanceOf(v1.CreateStageRequest);
  expect(input).toEqual({ restApiId: 'a1', stageName: 'prod', deploymentId: 'd1' });
});

test('no body and an empty one leave out every member of the body', () => {
  for (const body of [undefined, ''])
    expect(pipe.transform(call(v1.CreateDeployment, body))).toEqual({ restApiId: 'a1' });
});

test('a body that is no text or no JSON is a SerializationException that tells nothing of the parser', () => {
  const code = 'SerializationException';
  const torn = { code, message: 'Request body is not valid JSON.' };
  expect(refusal(call(v1.CreateStage, '{"stageName":'))).toMatchObject(torn);
  const bytes = Buffer.from([0x22, 0xff, 0x22]);
  expect(refusal(call(v1.CreateStage, bytes))).toMatchObject({
    code,
    message: 'Request body is not valid UTF-8.',
  });
});

test('an import takes its body as it came', () => {
  const input = pipe.transform(call(v1.ImportRestApi, 'openapi: 3.0.1')) as v1.ImportRestApiRequest;
  expect(Buffer.from(input.body).toString('utf8')).toBe('openapi: 3.0.1');
});

test('a missing member is the ValidationException of the service', () => {
  expect(refusal(call(v1.CreateStage, '{"stageName":"prod"}'))).toMatchObject({
    code: 'ValidationException',
    message:
      "1 validation error detected: Value null at 'createStageInput.deploymentId' failed to satisfy constraint: Member must not be null",
  });
});
