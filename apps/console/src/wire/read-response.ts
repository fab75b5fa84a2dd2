import { Unreachable, WireError } from './errors.js';
import type { Operation } from './operation.js';
import { findXml, parseXml, readXml, type XmlElement } from './read-xml.js';

/** A response, its body read. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/**
 * The output of a call.
 * @throws WireError for a refusal or a fault, Unreachable where it is not the control plane that answers
 */
export function readResponse(operation: Operation, response: WireResponse): unknown {
  if (response.status >= 300) throw readError(operation, response);
  const { outputPayload, outputHeaders = {} } = operation;
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
  try {
    const body = text(response.body);
    return operation.service.format === 'query' ? readResult(operation, body) : readMembers(operation, body);
  } catch {
    throw new Unreachable('What answered is not the control plane: it does not speak as that does.');
  }
}

function readMembers({ outputRenamed = {} }: Operation, body: string): unknown {
  const members = JSON.parse(body) as Record<string, unknown>;
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
  const result = findXml(parseXml(xml), `${name}Result`);
  return result && readXml(result, { ...service.xmlKinds, [result.name]: 'structure' });
}

function readError(operation: Operation, { status, headers, body }: WireResponse): Error {
  const said = operation.service.format === 'query' ? xmlError(text(body)) : jsonError(text(body), headers);
  if (said === null && status >= 502 && status <= 504)
    return new Unreachable(`What stands before the control plane answered ${status}`);
  return new WireError({
    status,
    code: said?.code ?? `HTTP ${status}`,
    message: said?.message ?? text(body).slice(0, 500),
    requestId: headers.get('x-amzn-requestid') ?? headers.get('x-amz-request-id'),
    operation: operation.name,
  });
}

interface Said {
  readonly code: string;
  readonly message: string;
}

function jsonError(body: string, headers: Headers): Said | null {
  let members: Record<string, unknown> | null;
  try {
    members = JSON.parse(body) as Record<string, unknown> | null;
  } catch {
    return null;
  }
  if (typeof members !== 'object' || members === null) return null;
  const type = headers.get('x-amzn-errortype') ?? members['__type'] ?? members['code'] ?? members['error'];
  const message = members['message'] ?? members['Message'];
  if (typeof message !== 'string' && typeof type !== 'string') return null;
  // `com.amazonaws#NotFoundException:http://...`
  const code = typeof type === 'string' ? type.split(':')[0]!.split('#').at(-1)! : 'Error';
  return { code, message: typeof message === 'string' ? message : JSON.stringify(message ?? '') };
}

function xmlError(xml: string): Said | null {
  let document: XmlElement;
  try {
    document = parseXml(xml);
  } catch {
    return null;
  }
  const of = (name: string) => findXml(document, name)?.text;
  const code = of('Code');
  return code ? { code, message: of('Message') ?? '' } : null;
}
