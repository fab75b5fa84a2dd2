import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import type { AcmeSend } from '#libs/acme';

const timeoutMs = 15_000;
/** A chain of certificates is a few kilobytes. */
const answerBytesMax = 1_048_576;

/** Requests to an authority; its own certificate is checked against `caFile` where one is set. */
export async function createAcmeSend(
  caFile: string | undefined,
): Promise<{ readonly send: AcmeSend; close(): Promise<void> }> {
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: answerBytesMax,
    connect: { timeout: timeoutMs, ...(caFile !== undefined && { ca: await readFile(caFile) }) },
  });
  return {
    send: async (url, { method, headers, body }) => {
      const response = await request(url, {
        dispatcher: agent,
        method,
        headers: { 'user-agent': 'tollgate', ...headers },
        ...(body !== undefined && { body }),
      });
      const text = await response.body.text();
      return {
        status: response.statusCode,
        header: (name) => [response.headers[name] ?? []].flat()[0],
        body: text,
      };
    },
    close: () => agent.close(),
  };
}
