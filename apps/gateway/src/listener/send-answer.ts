import type { ServerResponse } from 'node:http';
import type { Answer, AnswerSink, AnswerStream } from '../invocation/answer.js';

/** The ids that every answer carries. */
export interface AnswerIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

/** Writes an answer. Framing is decided here and nowhere else: a known length, or chunks, or nothing where no body may be. */
export function sendAnswer(response: ServerResponse, ids: AnswerIds, answer: Answer): void {
  const { body, status } = answer;
  const headers = ['x-amzn-RequestId', ids.requestId, 'x-amz-apigw-id', ids.extendedRequestId];
  for (const text of answer.headers) headers.push(text);
  // RFC 9112, section 6.3: these never have a body; RFC 9110, section 8.6: nor, with 204, a length.
  const bodiless = status === 204 || status === 304;
  if (body === null || typeof body === 'string' || Buffer.isBuffer(body)) {
    const bytes = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    if (!bodiless) headers.push('Content-Length', String(bytes));
    response.writeHead(status, headers);
    if (bytes === 0 || bodiless) response.end();
    else response.end(body);
    return;
  }
  if (!bodiless && answer.streamBytes !== null) headers.push('Content-Length', String(answer.streamBytes));
  try {
    response.writeHead(status, headers);
  } catch (error) {
    body.destroy();
    throw error;
  }
  sendStream(response, body);
}

function sendStream(response: ServerResponse, body: AnswerStream): void {
  // Most answers are small and here by now: one write less.
  const whole = body.whole();
  if (whole !== null) response.end(whole);
  else body.pipeTo(new ResponseSink(response));
}

class ResponseSink implements AnswerSink {
  constructor(private readonly response: ServerResponse) {}

  start(resume: () => void): void {
    this.response.on('drain', resume);
  }

  write(chunk: Buffer): boolean {
    return this.response.write(chunk);
  }

  end(): void {
    this.response.end();
  }

  fail(): void {
    // Cut, not ended: with a length or in chunks the caller sees that something is missing.
    this.response.destroy();
  }
}
