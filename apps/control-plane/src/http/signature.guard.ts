import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { wireError } from '#libs/aws-wire';
import {
  createSigningKeyCache,
  securityTokenOf,
  unknownAccessKey,
  verifyRequest,
  type VerifyResult,
} from '#libs/sigv4';
import { FIND_SIGNER, NOW, type Runtime, type Signer } from '../tokens.js';
import { AccessKeyUses } from './access-key-uses.js';
import type { ManagementRequest } from './management-request.js';
import { DEFAULT_SERVICE, SIGNED_FOR } from './signed.decorator.js';
import { WireException } from './wire-exception.js';

/** Lets signed requests through and notes who signed them; on every route that is not `@Unsigned()`. */
@Injectable()
export class SignatureGuard implements CanActivate {
  private readonly signingKeys = createSigningKeyCache();

  constructor(
    private readonly reflector: Reflector,
    @Inject(FIND_SIGNER) private readonly findSigner: Runtime['findSigner'],
    @Inject(NOW) private readonly now: Runtime['now'],
    private readonly uses: AccessKeyUses,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const services = this.reflector.getAllAndOverride<readonly string[] | null | undefined>(
      SIGNED_FOR,
      targets,
    );
    const request = context.switchToHttp().getRequest<ManagementRequest>();
    request.handler = context.getHandler();
    if (services === null) return true;
    // The handler of a call whose signature was checked when it was dispatched.
    if (request.caller) return true;
    const verified = this.verify(request, services ?? [DEFAULT_SERVICE]);
    const nowMs = this.now();
    const conclude = (result: VerifyResult<Signer>) => admit(request, result, nowMs, this.uses);
    return 'then' in verified ? verified.then(conclude) : conclude(verified);
  }

  private verify(request: ManagementRequest, expectedServices: readonly string[]) {
    // As it came: another one may be served (GET of a list).
    const target = request.originalUrl;
    const queryStart = target.indexOf('?');
    const rawQuery = queryStart === -1 ? '' : target.slice(queryStart + 1);
    // Each value by itself: clients sign repeated headers joined by a comma alone, Node joins them by comma
    // and blank.
    const headers = request.raw.headersDistinct;
    return verifyRequest({
      method: request.method,
      rawPath: queryStart === -1 ? target : target.slice(0, queryStart),
      rawQuery,
      headers,
      body: request.body ?? '',
      now: this.now(),
      expectedServices,
      signingKeys: this.signingKeys,
      findCredential: (accessKeyId) => this.findSigner(accessKeyId, securityTokenOf({ rawQuery, headers })),
    });
  }
}

/**
 * A session of a user's or a root's own may not call IAM, where it could make itself keys that do not end
 * with it (API reference: GetSessionToken; there is no MFA, which would let it), but for those of the
 * console.
 */
function unknownToIam(): WireException {
  const { errorName, message } = unknownAccessKey();
  return new WireException(wireError(errorName, message));
}

function admit(
  request: ManagementRequest,
  result: VerifyResult<Signer>,
  nowMs: number,
  uses: AccessKeyUses,
): true {
  if (!result.ok) throw new WireException(wireError(result.failure.errorName, result.failure.message));
  const { accessKeyId, service, region, credential } = result;
  const { accountId, principal, session, isOperator } = credential;
  // Told to nobody but who has its secret.
  if (session && session.expiresAtMs <= nowMs)
    throw new WireException(
      wireError('ExpiredTokenException', 'The security token included in the request is expired'),
    );
  if (session && service === 'iam' && !session.isSignIn && principal.type !== 'assumed-role')
    throw unknownToIam();
  request.caller = { accessKeyId, isOperator, owner: { accountId, region }, principal, session };
  // What a session does is not its key's doing, nor that of the key which it was made by.
  if (!session) uses.record(accessKeyId, { service, region });
  return true;
}
