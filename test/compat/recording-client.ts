import { Readable } from 'node:stream';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { TestControlPlane } from '../../apps/control-plane/src/testing/start-control-plane.js';
import type { WireResponse } from './service-model.js';

/** The server's responses, before a client makes anything of them. */
export interface Recording {
  readonly requestHandler: HttpHandler;
  readonly lastResponse: () => WireResponse;
}

/** The real client, and the server's response to its last call before the client made anything of it. */
export interface RecordingClient<Client = APIGatewayClient> {
  readonly client: Client;
  readonly lastResponse: () => WireResponse;
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

function record(plane: TestControlPlane): Recording {
  const inner = plane.client.config.requestHandler as unknown as HttpHandler;
  let last: WireResponse | undefined;
  return {
    requestHandler: {
      handle: async (request, options) => {
        const { response } = await inner.handle(request, options);
        const chunks: Buffer[] = [];
        for await (const chunk of response.body) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        last = { status: response.statusCode, headers: response.headers, body };
        response.body = Readable.from(body.length === 0 ? [] : [body]);
        return { response };
      },
    },
    lastResponse: () => {
      if (!last) throw new Error('nothing was called yet');
      return last;
    },
  };
}

const settingsOf = ({ url, credentials }: TestControlPlane) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
});

export function createRecordingClient(plane: TestControlPlane): RecordingClient {
  const { requestHandler, lastResponse } = record(plane);
  return { client: new APIGatewayClient({ ...settingsOf(plane), requestHandler }), lastResponse };
}

/** The same for version 2. */
export function createRecordingClientV2(plane: TestControlPlane): RecordingClient<ApiGatewayV2Client> {
  const { requestHandler, lastResponse } = record(plane);
  return { client: new ApiGatewayV2Client({ ...settingsOf(plane), requestHandler }), lastResponse };
}
