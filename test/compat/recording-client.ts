import { Readable } from 'node:stream';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { TestControlPlane } from '../../apps/control-plane/src/testing/start-control-plane.js';
import type { WireResponse } from './service-model.js';

/** The real client, and the server's response to its last call before the client made anything of it. */
export interface RecordingClient {
  readonly client: APIGatewayClient;
  lastResponse(): WireResponse;
}

/** As much of the SDK's own HTTP handler as is wrapped here. */
interface HttpHandler {
  handle(request: object, options?: object): Promise<{ response: HttpResponse }>;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: AsyncIterable<Buffer>;
}

export function createRecordingClient(plane: TestControlPlane): RecordingClient {
  const inner = plane.client.config.requestHandler as unknown as HttpHandler;
  let last: WireResponse | undefined;
  const recording: HttpHandler = {
    handle: async (request, options) => {
      const { response } = await inner.handle(request, options);
      const chunks: Buffer[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      last = { status: response.statusCode, headers: response.headers, body };
      response.body = Readable.from(body.length === 0 ? [] : [body]);
      return { response };
    },
  };
  const client = new APIGatewayClient({
    endpoint: plane.url,
    region: 'us-east-1',
    credentials: plane.credentials,
    maxAttempts: 1,
    requestHandler: recording,
  });
  return {
    client,
    lastResponse: () => {
      if (!last) throw new Error('nothing was called yet');
      return last;
    },
  };
}
