import type { Operation, Service } from '../engine/operation.js';
import { wireError, type WireError } from '../errors/wire-error.js';
import type { Protocol, WireResponse } from './protocol.js';

/**
 * The query protocol has names of its own for what the front end refuses ("Common error types" of its
 * services' references).
 */
export const queryNames: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
  ServiceUnavailableException: 'ServiceUnavailable',
};

const headers = { 'content-type': 'text/xml' };

/** Requests as forms that name their `Action`, responses as XML. */
export interface QueryProtocol extends Protocol {
  /** The operation that a form names. */
  operationOf<Name extends string>(
    operations: Readonly<Record<Name, Operation>>,
    form: URLSearchParams,
  ): { readonly ok: true; readonly name: Name } | { readonly ok: false; readonly error: WireError };
  /**
   * The response of an operation. Its output may hold structures, lists and scalars, which are written in the
   * order given.
   */
  renderOutput(operation: Operation, output: object, requestId: string): WireResponse;
}

/** The query protocol as a service speaks it. */
export function queryProtocol({ apiVersion, xmlNamespace }: Service): QueryProtocol {
  const document = (name: string, content: string): string =>
    `<${name} xmlns="${xmlNamespace}">\n${content}</${name}>\n`;
  return {
    operationOf(operations, form) {
      const action = form.get('Action');
      if (!action) {
        const text = 'Could not find operation: the Action parameter is missing.';
        return { ok: false, error: wireError('MissingAction', text) };
      }
      if (Object.hasOwn(operations, action)) return { ok: true, name: action as keyof typeof operations };
      const version = form.get('Version') ?? apiVersion;
      const text = `Could not find operation ${action} for version ${version}`;
      return { ok: false, error: wireError('InvalidAction', text) };
    },
    renderOutput({ name, successStatus }, output, requestId) {
      const content =
        element(`${name}Result`, output, '  ') + element('ResponseMetadata', { RequestId: requestId }, '  ');
      return { status: successStatus, headers, body: document(`${name}Response`, content) };
    },
    renderError({ code, status, message }, requestId) {
      const error = {
        Type: status < 500 ? 'Sender' : 'Receiver',
        Code: queryNames[code] ?? code,
        Message: message,
      };
      const content = element('Error', error, '  ') + element('RequestId', requestId, '  ');
      return { status, headers, body: document('ErrorResponse', content) };
    },
  };
}

function element(name: string, value: unknown, indent: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return `${indent}<${name}>${escapeXml(String(value))}</${name}>\n`;
  if (typeof value !== 'object' || value === null) return '';
  const entries = Array.isArray(value)
    ? value.map((item: unknown): [string, unknown] => ['member', item])
    : Object.entries(value);
  const content = entries.map(([key, item]) => element(key, item, `${indent}  `)).join('');
  return `${indent}<${name}>\n${content}${indent}</${name}>\n`;
}

function escapeXml(text: string): string {
  return (
    text
      // XML 1.0 section 2.2: these cannot be written at all, not even as a reference.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
