import { Header, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOperation, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { ok } from '#libs/api-definition';
import { accessDenied, tooManyRequests } from '#libs/aws-wire';
import type { Sealer } from '#libs/persistence';
import type { SessionSeal } from '#libs/session-tokens';
import { notDone, UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { AuditedAs } from '../http/audited-as.decorator.js';
import { Caller } from '../http/caller.decorator.js';
import { JsonBody } from '../http/json-body.decorator.js';
import type { CallerIdentity, ManagementRequest } from '../http/management-request.js';
import { Unsigned } from '../http/signed.decorator.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { WireException } from '../http/wire-exception.js';
import { signInSession } from '../sts/get-session-token.js';
import { NOW, SEALER, SESSION_SEAL, type Runtime } from '../tokens.js';
import { createSignInLink } from './create-sign-in-link.js';
import { redeemSignInLink } from './redeem-sign-in-link.js';
import { SignedIn, SignInLinkMade, SignInRequest } from './sign-in.dto.js';
import { SignInRates } from './sign-in-rates.js';

/** Links to the console that sign in once, without a secret to type. */
@TollgateController('/console')
export class SignInController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly rates: SignInRates,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(SESSION_SEAL) private readonly seal: SessionSeal,
  ) {}

  @ApiOperation({
    summary:
      'Makes a link to the console that signs the caller in, once, within 15 minutes; not for sessions',
  })
  @TollgateAction('CreateSignInLink', 'console')
  @ApiCreatedResponse({ type: SignInLinkMade })
  @Header('cache-control', 'no-store')
  @Post('sign-in-links')
  create(@Caller() caller: CallerIdentity): Promise<SignInLinkMade> {
    return this.work.write(async (uow) => ok(await createSignInLink(uow, caller, this.now())));
  }

  @ApiOperation({
    summary: 'Takes a link for a session of who made it. Unsigned; 403 when it is used, expired or unknown',
  })
  @Unsigned()
  @AuditedAs('SignIn')
  @ApiBody({ type: SignInRequest })
  @ApiCreatedResponse({ type: SignedIn })
  @ApiTooManyRequestsResponse({ description: 'Too many attempts from the address of the caller' })
  @Header('cache-control', 'no-store')
  @Post('sessions')
  async signIn(@Req() request: ManagementRequest, @JsonBody() { token }: SignInRequest): Promise<SignedIn> {
    if (!this.rates.take(request.ip, this.now())) throw new WireException(tooManyRequests(tooOften));
    const session = await this.work.write(
      async (uow) => {
        const caller = await redeemSignInLink(uow, this.sealer, token, this.now());
        // Its event says whose it is.
        if (caller) request.caller = caller;
        return ok(caller ? this.sessionOf(caller) : null);
      },
      (made) => made ?? notDone,
    );
    if (session) return session;
    throw new WireException(accessDenied(unusable));
  }

  private sessionOf(caller: CallerIdentity): SignedIn {
    const session = signInSession(this.seal, caller, this.now());
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration.toISOString(),
    };
  }
}

const unusable =
  'This link has been used, has expired, or is unknown: each signs in once, within 15 minutes. Make another one with npm run console, or sign in with an access key.';
const tooOften = 'Too many attempts to sign in from this address. Try again in a few seconds.';
