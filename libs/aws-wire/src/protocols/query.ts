import type { Service } from '../engine/operation.js';
import { wireError, type WireError } from '../errors/wire-error.js';
import type { CallProtocol } from './protocol.js';
import { xmlDocument, xmlOf, type XmlElement } from './write-xml.js';

/**
 * The query protocol has names of its own for what the front end refuses ("Common error types" of its
 * services' references).
 */
export const queryNames: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
  AccessDeniedException: 'AccessDenied',
  ValidationException: 'ValidationError',
  BadRequestException: 'ValidationError',
  ConflictException: 'ConcurrentModification',
  TooManyRequestsException: 'Throttling',
  RequestEntityTooLargeException: 'RequestEntityTooLarge',
  ServiceUnavailableException: 'ServiceUnavailable',
};

const headers = { 'content-type': 'text/xml' };

/** The query protocol of a service: requests as forms that name their `Action`, responses as XML. */
export function queryProtocol({
  xmlNamespace,
  shapes,
}: Pick<Service, 'xmlNamespace' | 'shapes'>): CallProtocol {
  const document = (name: string, content: readonly XmlElement[]): string =>
    xmlDocument(xmlNamespace ?? '', [name, content]);
  return {
    encoding: 'form',
    renderOutput({ name, output: outputClass, successStatus }, output, requestId) {
      const result = outputClass ? [xmlOf(shapes, outputClass.name, `${name}Result`, output ?? {})] : [];
      const metadata: XmlElement = ['ResponseMetadata', [['RequestId', requestId]]];
      return { status: successStatus, headers, body: document(`${name}Response`, [...result, metadata]) };
    },
    renderError({ code, status, message }, requestId) {
      const error: XmlElement = [
        'Error',
        [
          ['Type', status < 500 ? 'Sender' : 'Receiver'],
          ['Code', queryNames[code] ?? code],
          ['Message', message],
        ],
      ];
      return { status, headers, body: document('ErrorResponse', [error, ['RequestId', requestId]]) };
    },
  };
}

/** The operation that a form names by `Action`; null for none, and for one of another version. */
export function actionOf({ apiVersion }: Pick<Service, 'apiVersion'>, form: string): string | null {
  const parameters = new URLSearchParams(form);
  const version = parameters.get('Version') ?? apiVersion;
  return (version === apiVersion && parameters.get('Action')) || null;
}

/** The refusal of a form that names no operation, or one that is not served. */
export function invalidAction({ apiVersion }: Pick<Service, 'apiVersion'>, form: string): WireError {
  const parameters = new URLSearchParams(form);
  const action = parameters.get('Action');
  if (!action)
    return wireError('MissingAction', 'Could not find operation: the Action parameter is missing.');
  const version = parameters.get('Version') ?? apiVersion;
  return wireError('InvalidAction', `Could not find operation ${action} for version ${version}`);
}
