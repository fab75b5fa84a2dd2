import { Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ok } from '#libs/api-definition';
import { deniedIdentities } from '#libs/persistence';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { Caller } from '../http/caller.decorator.js';
import { JsonBody } from '../http/json-body.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { page, type Page } from '../http/page.js';
import { PageQuery, pageOf } from '../http/page.dto.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { NOW, type Runtime } from '../tokens.js';
import { DeniedIdentity, DenyIdentityRequest } from './denied-identities.dto.js';
import { denyIdentity } from './deny-identity.js';
import { presentDeniedIdentity } from './present-denied-identity.js';

/** Whom the APIs of the caller's account refuse, whatever authorizers and policies say. */
@TollgateController('/denied-identities')
export class DeniedIdentitiesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @ApiOperation({
    summary: 'Refuses an identity until a time, on every gateway when this returns; again for another time',
  })
  @TollgateAction('DenyIdentities', 'denied-identities')
  @ApiBody({ type: DenyIdentityRequest })
  @ApiOkResponse({ type: DeniedIdentity })
  @Post()
  @HttpCode(200)
  deny(@JsonBody() body: DenyIdentityRequest, @Caller() { owner }: CallerIdentity): Promise<DeniedIdentity> {
    return this.work.write((uow, publish) => denyIdentity(uow, publish, owner, body, this.now()));
  }

  @ApiOperation({ summary: 'Who is refused at present' })
  @TollgateAction('ListDeniedIdentities', 'denied-identities')
  @ApiOkResponse({ type: pageOf(DeniedIdentity) })
  @Get()
  list(@Query() wanted: PageQuery, @Caller() { owner }: CallerIdentity): Promise<Page<DeniedIdentity>> {
    return this.work.read(async (uow) => {
      const load = (part: Parameters<typeof deniedIdentities.list>[3]) =>
        deniedIdentities.list(uow, owner.accountId, this.now(), part);
      const found = await page(wanted, load, ({ id }) => id);
      return ok({ ...found, items: found.items.map(presentDeniedIdentity) });
    });
  }

  @ApiOperation({
    summary: 'Refuses the identity no longer; of one that is not refused there is nothing to do',
  })
  @TollgateAction('DeleteDeniedIdentities', 'denied-identities/:id')
  @ApiNoContentResponse()
  @Delete(':id')
  @HttpCode(204)
  async allow(@Param('id') id: string, @Caller() { owner }: CallerIdentity): Promise<void> {
    await this.work.write(async (uow, publish) => {
      const removed = await deniedIdentities.remove(uow, owner.accountId, id);
      if (removed) await publish(owner, 'publish-denied-identity', { deniedIdentityId: id });
      return ok(undefined);
    });
  }
}
