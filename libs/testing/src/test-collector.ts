import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector reads it. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly status: { readonly code?: number };
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  /** Of the process that made it. */
  readonly resource: Readonly<Record<string, string | number | boolean>>;
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
type Wire<T> = readonly (Omit<T, 'attributes'> & { readonly attributes: readonly WireAttribute[] })[];
interface WireAttribute {
  readonly key: string;
  readonly value: Value;
}
interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly WireAttribute[] };
    readonly scopeSpans: readonly { readonly spans: Wire<Omit<CollectedSpan, 'resource'>> }[];
  }[];
}

export interface CollectedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** As it was sent. */
  readonly text: string;
  readonly spans: readonly CollectedSpan[];
}

export interface TestCollector {
  readonly url: string;
  /** Every call so far, those that it refused too. */
  readonly requests: readonly CollectedRequest[];
  /** Of the calls that it has taken. */
  spans(): CollectedSpan[];
  /** From now on; 200 by default. Not to answer at all is to be slow. */
  respond(handle: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** Listens as an OpenTelemetry collector does for OTLP/HTTP, and takes JSON. */
export async function startTestCollector(): Promise<TestCollector> {
  const requests: CollectedRequest[] = [];
  const taken: CollectedSpan[] = [];
  let handle = (response: ServerResponse): void => void response.writeHead(200).end('{}');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const spans = spansOf(JSON.parse(text) as Body);
      requests.push({ path: request.url ?? '', headers: request.headers, text, spans });
      response.on('finish', () => {
        if (response.statusCode === 200) taken.push(...spans);
      });
      handle(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    spans: () => [...taken],
    respond: (next) => (handle = next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function spansOf({ resourceSpans }: Body): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: recordOf(span.attributes),
        resource: recordOf(resource.attributes),
      })),
    ),
  );
}

function recordOf(attributes: readonly WireAttribute[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.doubleValue ?? value.boolValue ?? Number(value.intValue),
    ]),
  );
}
