import {
  checkSignature,
  maskedCanonicalRequest,
  readSigner,
  securityTokenOf,
  type HeaderFields,
  type ReadSignature,
  type Sigv4Failure,
} from '#libs/sigv4';
import type { Signer } from '../identity/signer.js';
import type { Routed } from '../invocation/invocation.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import { refuseSignature } from './refuse-signature.js';
import { headerFieldsOf } from './header-fields-of.js';
import type { SignatureServices } from './signature-services.js';

const services = ['execute-api'];
const hash = /^[0-9a-f]{64}$/;

/** A call whose head says that somebody has signed it whom we know; whether it is so is to be checked. */
export class SignedCall {
  private constructor(
    private readonly invocation: Routed,
    private readonly headers: HeaderFields,
    readonly signature: ReadSignature,
    readonly signer: Signer,
    private readonly signingKeys: SignatureServices['signingKeys'],
  ) {}

  /** Looks at what needs no secret: form, scope, time, key, session. */
  static read(invocation: Routed, { signers, signingKeys }: SignatureServices): SignedCall | Rejection {
    const { request, address, record, stage } = invocation;
    const headers = headerFieldsOf(request.rawHeaders);
    const head = { headers, rawQuery: address.query };
    const signature = readSigner({
      ...head,
      now: record.receivedAtMs,
      expectedServices: services,
      expectedRegion: stage.document.region,
    });
    if (!signature.ok) return refuseSignature(signature.failure);
    const { accessKeyId, signedNames } = signature.presented;
    // It decides what is invoked, so it is signed like the method itself.
    if (request.httpMethod !== request.sentMethod && !signedNames.includes('x-http-method-override')) {
      return reject('signature.mismatch', 'X-HTTP-Method-Override is not signed');
    }
    const signer = signers.find(accessKeyId, securityTokenOf(head));
    if (signer === undefined) return unknownKey;
    if (signer.expiresAtMs !== null && signer.expiresAtMs <= record.receivedAtMs) return endedSession;
    return new SignedCall(invocation, headers, signature, signer, signingKeys);
  }

  /** Null, or the refusal of a signature that is not over a body with this hash. */
  check(sha256Hex: string): Rejection | null {
    const { request } = this.invocation;
    const question = request.target.indexOf('?');
    const head = {
      method: request.sentMethod,
      rawPath: question < 0 ? request.target : request.target.slice(0, question),
      headers: this.headers,
    };
    const failure = checkSignature(
      { ...head, body: { sha256Hex }, signingKeys: this.signingKeys },
      this.signature,
      this.signer.secretAccessKey,
    );
    if (failure === null) return null;
    const comparison = (): string => maskedCanonicalRequest(head, this.signature, sha256Hex);
    return { ...refuseSignature(failure), comparison };
  }

  /** The same for the hash that the caller states; null too when none is stated. */
  checkStatedHash(): Rejection | null {
    const stated = this.headers['x-amz-content-sha256'];
    if (stated === undefined) return null;
    // Several, or `UNSIGNED-PAYLOAD` and its like: bodies are always signed here.
    if (typeof stated !== 'string' || !hash.test(stated)) return bodyNotSigned;
    return this.check(stated);
  }
}

const failure = (errorName: Sigv4Failure['errorName'], message: string) => ({ errorName, message });
const unknownKey: Rejection = {
  ...reject('signature.unknown_key', 'no such key is active here, or its token is another’s'),
  ...failure('UnrecognizedClientException', 'The security token included in the request is invalid.'),
};
const endedSession = reject('signature.session_ended', 'the session has ended');
const bodyNotSigned = reject('signature.mismatch', 'x-amz-content-sha256 is no hash of a body');
