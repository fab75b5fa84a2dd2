import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { wireError } from '#libs/aws-wire';
import type { Credential } from '#libs/persistence';
import { createSigningKeyCache, verifyRequest, type VerifyResult } from '#libs/sigv4';
import { FIND_CREDENTIAL, NOW, type Runtime } from '../tokens.js';
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
    @Inject(FIND_CREDENTIAL) private readonly findCredential: Runtime['findCredential'],
    @Inject(NOW) private readonly now: Runtime['now'],
    private readonly uses: AccessKeyUses,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const services = this.reflector.getAllAndOverride<readonly string[] | null | undefined>(
      SIGNED_FOR,
      targets,
    );
    if (services === null) return true;
    const request = context.switchToHttp().getRequest<ManagementRequest>();
    // The handler of a call whose signature was checked when it was dispatched.
    if (request.caller) return true;
    const verified = this.verify(request, services ?? [DEFAULT_SERVICE]);
    const conclude = (result: VerifyResult<Credential>) => admit(request, result, this.uses);
    return 'then' in verified ? verified.then(conclude) : conclude(verified);
  }

  private verify(request: ManagementRequest, expectedServices: readonly string[]) {
    // As it came: another one may be served (GET of a list).
    const target = request.originalUrl;
    const queryStart = target.indexOf('?');
    return verifyRequest({
      method: request.method,
      rawPath: queryStart === -1 ? target : target.slice(0, queryStart),
      rawQuery: queryStart === -1 ? '' : target.slice(queryStart + 1),
      // Each value by itself: clients sign repeated headers joined by a comma alone, Node joins them by comma
      // and blank.
      headers: request.raw.headersDistinct,
      body: request.body ?? '',
      now: this.now(),
      expectedServices,
      signingKeys: this.signingKeys,
      findCredential: this.findCredential,
    });
  }
}

function admit(request: ManagementRequest, result: VerifyResult<Credential>, uses: AccessKeyUses): true {
  if (!result.ok) throw new WireException(wireError(result.failure.errorName, result.failure.message));
  const { accessKeyId, service, region, credential } = result;
  const { accountId, principal, isOperator } = credential;
  request.caller = { accessKeyId, principal, isOperator, owner: { accountId, region } };
  uses.record(accessKeyId, { service, region });
  return true;
}
