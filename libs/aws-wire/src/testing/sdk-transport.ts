import { calledOperation, type CalledOperation } from '../services/called-operation.js';
import type { WireResponse } from '../protocols/protocol.js';

/** What an SDK client sends, as far as tests look at it. */
interface SentRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A call as it came in. */
export interface SentCall {
  readonly called: CalledOperation;
  readonly body: Buffer;
}

/**
 * A request handler for SDK clients, in place of the network: what they send is taken for a call of the
 * service, and answered by `answer`.
 */
export function sdkTransport(scopeService: string, answer: (call: SentCall) => WireResponse) {
  return {
    handle({ path, headers, body = '' }: SentRequest) {
      const bytes = Buffer.concat([typeof body === 'string' ? Buffer.from(body) : body]);
      const called = calledOperation({
        scopeService,
        path,
        target: headers['x-amz-target'],
        form: bytes.toString('utf8'),
      })!;
      const { status, headers: answered, body: written } = answer({ called, body: bytes });
      return Promise.resolve({
        response: {
          statusCode: status,
          headers: answered,
          body: new Blob([new Uint8Array(Buffer.from(written))]).stream(),
        },
      });
    },
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}
