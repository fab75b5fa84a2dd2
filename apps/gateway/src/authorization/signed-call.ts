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

/** What does not change while the call's body comes. */
interface CallParts {
  readonly invocation: Routed;
  readonly headers: HeaderFields;
  readonly signature: ReadSignature;
  readonly signingKeys: SignatureServices['signingKeys'];
  readonly findSigner: () => Signer | undefined;
}

/** A call whose head says that somebody has signed it whom we know; whether it is so is to be checked. */
export class SignedCall {
  private constructor(
    private readonly parts: CallParts,
    readonly signer: Signer,
  ) {}

  get signature(): ReadSignature {
    return this.parts.signature;
  }

  /** Looks at what needs no secret: form, scope, time, key, session. */
  static read(invocation: Routed, { signers, signingKeys }: SignatureServices): SignedCall | Rejection {
    const { request, address, record, stage } = invocation;
    // In a target of absolute form stands another host, which is the one that counts (RFC 9112, section
    // 3.2.2).
    const headers = { ...headerFieldsOf(request.rawHeaders), host: request.host };
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
    const token = securityTokenOf(head);
    const findSigner = (): Signer | undefined => signers.find(accessKeyId, token);
    const signer = findSigner();
    if (signer === undefined) return unknownKey;
    if (signer.expiresAtMs !== null && signer.expiresAtMs <= record.receivedAtMs) return endedSession;
    return new SignedCall({ invocation, headers, signature, signingKeys, findSigner }, signer);
  }

  /**
   * The same call by whoever its key is of by now: its body took its time, and a key may be gone meanwhile.
   */
  asPublishedNow(): SignedCall | Rejection {
    const signer = this.parts.findSigner();
    return signer === undefined ? unknownKey : new SignedCall(this.parts, signer);
  }

  /** Null, or the refusal of a signature that is not over a body with this hash. */
  check(sha256Hex: string): Rejection | null {
    const { invocation, headers, signature, signingKeys } = this.parts;
    const { request } = invocation;
    const question = request.target.indexOf('?');
    const head = {
      method: request.sentMethod,
      rawPath: question < 0 ? request.target : request.target.slice(0, question),
      headers,
    };
    const failure = checkSignature(
      { ...head, body: { sha256Hex }, signingKeys },
      signature,
      this.signer.secretAccessKey,
    );
    if (failure === null) return null;
    const comparison = (): string => maskedCanonicalRequest(head, signature, sha256Hex);
    return { ...refuseSignature(failure), comparison };
  }

  /** The same for the hash that the caller states; null too when none is stated. */
  checkStatedHash(): Rejection | null {
    const stated = this.parts.headers['x-amz-content-sha256'];
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
