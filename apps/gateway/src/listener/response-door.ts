import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { OutgoingResponse } from '../http/outgoing-response.js';
import type { CallerResponse, ResponseSink, ResponseStream } from '../invocation/caller-response.js';
import type { Rejection } from '../refusals/rejection.js';
import type { RequestRecord, RequestRecords } from '../invocation/record/request-record.js';

/**
 * The one way out: every response that has been asked for leaves through here, and completes the record of
 * its request, which was begun here.
 */
export class ResponseDoor {
  /** @param hsts what every response over TLS says of itself (RFC 6797); null: nothing. */
  constructor(
    private readonly records: RequestRecords,
    private readonly hsts: string | null = null,
  ) {}

  /** For a request that has just come in. */
  beginRecord(): RequestRecord {
    return this.records.begin();
  }

  /**
   * Writes a response. Framing is decided here and nowhere else: a known length, or chunks, or nothing where
   * no body may be. Throws for headers that cannot be sent; then nothing was.
   */
  send(outgoing: OutgoingResponse, record: RequestRecord, response: CallerResponse): void {
    const { body, status } = response;
    record.status = status;
    const headers = idsOf(record);
    for (const text of response.headers) headers.push(text);
    if (this.hsts !== null && isOverTls(outgoing)) addHsts(headers, this.hsts);
    // RFC 9112, section 6.3: these never have a body; RFC 9110, section 8.6: nor, with 204, a length.
    const bodiless = status === 204 || status === 304;
    if (body === null || typeof body === 'string' || Buffer.isBuffer(body)) {
      const bytes = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
      if (!bodiless) headers.push('Content-Length', String(bytes));
      outgoing.writeHead(status, headers);
      if (body === null || bytes === 0 || bodiless) outgoing.end();
      else outgoing.end(body);
      this.leave(outgoing, record, bodiless ? 0 : bytes);
      return;
    }
    if (!bodiless && response.streamBytes !== null)
      headers.push('Content-Length', String(response.streamBytes));
    try {
      outgoing.writeHead(status, headers);
    } catch (error) {
      body.destroy();
      throw error;
    }
    this.sendStream(outgoing, record, body);
  }

  /** Writes a response where no request has been understood: by hand, and the last of its connection. */
  sendOnSocket(
    socket: Socket,
    record: RequestRecord,
    response: CallerResponse & { readonly body: string },
  ): void {
    const { status, body } = response;
    const headers = [
      ...idsOf(record),
      ...response.headers,
      'Content-Length',
      String(Buffer.byteLength(body)),
    ];
    if (this.hsts !== null && socket instanceof TLSSocket) addHsts(headers, this.hsts);
    headers.push('Connection', 'close');
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`;
    for (let index = 0; index < headers.length; index += 2) {
      head += `${headers[index]}: ${headers[index + 1]}\r\n`;
    }
    socket.end(`${head}\r\n${body}`);
    record.status = status;
    record.bytesOut = Buffer.byteLength(body);
    this.records.complete(record);
  }

  /** There is nobody to send it to, or another response is on its way already. */
  drop(record: RequestRecord, { body, status }: CallerResponse): void {
    if (body !== null && typeof body === 'object' && !Buffer.isBuffer(body)) body.destroy();
    if (record.status === 0) record.status = status;
    this.records.complete(record);
  }

  /** The rest of it cannot be sent. */
  cut(outgoing: OutgoingResponse, record: RequestRecord): void {
    outgoing.destroy();
    this.records.complete(record);
  }

  private sendStream(outgoing: OutgoingResponse, record: RequestRecord, body: ResponseStream): void {
    // Most responses are small and here by now: one write less.
    const whole = body.whole();
    if (whole === null) return body.pipeTo(new OutgoingSink(outgoing, record, this.records));
    outgoing.end(whole);
    this.leave(outgoing, record, whole.length);
  }

  private leave({ req }: OutgoingResponse, record: RequestRecord, bytes: number): void {
    if (req.method !== 'HEAD') record.bytesOut = bytes;
    this.records.complete(record);
  }
}

const hstsName = 'Strict-Transport-Security';

function isOverTls({ req: { socket } }: OutgoingResponse): boolean {
  return socket === undefined || socket instanceof TLSSocket;
}

/** What a backend says of its own host, or an API of its responses, counts before it. */
function addHsts(headers: string[], hsts: string): void {
  for (let index = 0; index < headers.length; index += 2) {
    if (
      headers[index]!.length === hstsName.length &&
      headers[index]!.toLowerCase() === hstsName.toLowerCase()
    )
      return;
  }
  headers.push(hstsName, hsts);
}

/** The ids that every response carries. */
function idsOf({ requestId, extendedRequestId, isOfHttpApi }: RequestRecord): string[] {
  if (isOfHttpApi) return ['Apigw-Requestid', extendedRequestId];
  return ['x-amzn-RequestId', requestId, 'x-amz-apigw-id', extendedRequestId];
}

class OutgoingSink implements ResponseSink {
  constructor(
    private readonly outgoing: OutgoingResponse,
    private readonly record: RequestRecord,
    private readonly records: RequestRecords,
  ) {}

  start(resume: () => void): void {
    this.outgoing.on('drain', resume);
  }

  write(chunk: Buffer): boolean {
    this.record.bytesOut += chunk.length;
    return this.outgoing.write(chunk);
  }

  end(): void {
    this.outgoing.end();
    this.records.complete(this.record);
  }

  fail(rejection: Rejection): void {
    // A caller who leaves inside a stream has refused it, not we.
    if (rejection.code !== 'request.caller_gone') this.record.refusal ??= rejection;
    // Cut, not ended: with a length or in chunks the caller sees that something is missing.
    this.outgoing.destroy();
    this.records.complete(this.record);
  }
}
