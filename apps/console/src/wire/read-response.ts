import { SessionExpired, Unreachable, WireError } from './errors.js';
import type { Operation } from './operation.js';
import { readXml } from './read-xml.js';

/** A response, its body read. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The output of a call; a refusal is thrown as what it is. */
export function readResponse(operation: Operation, response: WireResponse): unknown {
  if (response.status >= 300) throw readError(operation, response);
  const { outputPayload, outputHeaders = {}, outputRenamed = {}, service } = operation;
  if (outputPayload !== undefined)
    return {
      [outputPayload]: response.body,
      ...Object.fromEntries(
        Object.entries(outputHeaders).map(([member, name]) => [
          member,
          response.headers.get(name) ?? undefined,
        ]),
      ),
    };
  if (response.body.length === 0) return null;
  if (service.format === 'query') return readResult(operation, text(response.body));
  const members = JSON.parse(text(response.body)) as Record<string, unknown>;
  for (const [member, name] of Object.entries(outputRenamed)) {
    if (!(name in members)) continue;
    members[member] = members[name];
    delete members[name];
  }
  // A list of one without its brackets, as the service writes a page of v1 that has one entry.
  if (outputRenamed['items'] === 'item' && members['items'] && !Array.isArray(members['items']))
    members['items'] = [members['items']];
  return members;
}

function readResult({ name, service }: Operation, xml: string): unknown {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const result = document.getElementsByTagName(`${name}Result`)[0];
  return result ? readXml(result, service.xmlKinds ?? {}) : null;
}

/** What v1, JSON and forms call a token whose time is over, and a key that is there no more. */
const expired = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);

function readError(operation: Operation, { status, headers, body }: WireResponse): Error {
  const requestId = headers.get('x-amzn-requestid') ?? headers.get('x-amz-request-id');
  const said = operation.service.format === 'query' ? xmlError(text(body)) : jsonError(text(body), headers);
  if (said === null)
    return status >= 502 && status <= 504
      ? new Unreachable(`What stands before the control plane answered ${status}`)
      : new WireError(status, `HTTP ${status}`, text(body).slice(0, 500), requestId);
  if (expired.has(said.code)) return new SessionExpired(said.message);
  return new WireError(status, said.code, said.message, requestId);
}

interface Said {
  readonly code: string;
  readonly message: string;
}

function jsonError(body: string, headers: Headers): Said | null {
  let members: Record<string, unknown>;
  try {
    members = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return null;
  }
  const type = headers.get('x-amzn-errortype') ?? members['__type'] ?? members['code'] ?? members['error'];
  const message = members['message'] ?? members['Message'];
  if (typeof message !== 'string' && typeof type !== 'string') return null;
  // `com.amazonaws#NotFoundException:http://...`
  const code = typeof type === 'string' ? type.split(':')[0]!.split('#').at(-1)! : 'Error';
  return { code, message: typeof message === 'string' ? message : JSON.stringify(message ?? '') };
}

function xmlError(xml: string): Said | null {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const of = (name: string) => document.getElementsByTagName(name)[0]?.textContent;
  const code = of('Code');
  return code ? { code, message: of('Message') ?? '' } : null;
}
