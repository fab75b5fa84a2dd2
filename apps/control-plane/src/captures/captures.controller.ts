import { Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { fail, notFound, ok, type Capture, type Owner, type Result } from '#libs/api-definition';
import type { CapturedRequest } from '#libs/observations';
import {
  capturedRequestContext,
  captures,
  type ListPage,
  type Sealer,
  type UnitOfWork,
} from '#libs/persistence';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { Caller } from '../http/caller.decorator.js';
import { JsonBody } from '../http/json-body.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { page, type Page } from '../http/page.js';
import { PageQuery, pageOf } from '../http/page.dto.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { NOW, SEALER, type Runtime } from '../tokens.js';
import { beginCapture } from './begin-capture.js';
import { BeginCaptureRequest, CapturedRequestShown, CaptureShown } from './captures.dto.js';
import { presentCapture, presentCapturedRequest } from './present-capture.js';

/** Requests of the caller's stages with headers and bodies, on demand and for a while. */
@TollgateController('/captures')
export class CapturesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  @ApiOperation({
    summary: 'Captures requests of a key, or of a request id, from when this returns until its time is over',
  })
  @TollgateAction('Capture', 'captures')
  @ApiBody({ type: BeginCaptureRequest })
  @ApiCreatedResponse({ type: CaptureShown })
  @Post()
  begin(@JsonBody() body: BeginCaptureRequest, @Caller() { owner }: CallerIdentity): Promise<CaptureShown> {
    return this.work.write((uow, publish) => beginCapture(uow, publish, owner, body, this.now()));
  }

  @ApiOperation({ summary: 'Captures that run, and those that ended within the last day' })
  @TollgateAction('ListCaptures', 'captures')
  @ApiOkResponse({ type: pageOf(CaptureShown) })
  @Get()
  list(@Query() wanted: PageQuery, @Caller() { owner }: CallerIdentity): Promise<Page<CaptureShown>> {
    return this.work.read(async (uow) => {
      const load = (part: ListPage) => captures.list(uow, owner, part);
      const found = await page(wanted, load, ({ id }) => id);
      return ok({ ...found, items: found.items.map(presentCapture) });
    });
  }

  @ApiOperation({ summary: 'A capture' })
  @TollgateAction('ReadCapture', 'captures/:id')
  @ApiOkResponse({ type: CaptureShown })
  @Get(':id')
  get(@Param('id') id: string, @Caller() { owner }: CallerIdentity): Promise<CaptureShown> {
    return this.work.read(async (uow) => {
      const found = await findCapture(uow, owner, id);
      return found.ok ? ok(presentCapture(found.value)) : found;
    });
  }

  @ApiOperation({ summary: 'What it has captured so far, in the order in which gateways handed it in' })
  @TollgateAction('ReadCapturedRequests', 'captures/:id')
  @ApiOkResponse({ type: pageOf(CapturedRequestShown) })
  @Get(':id/requests')
  requests(
    @Param('id') id: string,
    @Query() wanted: PageQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<CapturedRequestShown>> {
    return this.work.read(async (uow) => {
      const capture = await findCapture(uow, owner, id);
      if (!capture.ok) return capture;
      const load = (part: ListPage) => captures.requests(uow, id, part);
      const found = await page(wanted, load, ({ number }) => number);
      const items = found.items.map((stored) =>
        presentCapturedRequest(
          JSON.parse(this.sealer.open(stored.sealed, capturedRequestContext(stored))) as CapturedRequest,
        ),
      );
      return ok({ ...found, items });
    });
  }

  @ApiOperation({ summary: 'Ends a capture and forgets what it has captured' })
  @TollgateAction('DeleteCapture', 'captures/:id')
  @ApiNoContentResponse()
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string, @Caller() { owner }: CallerIdentity): Promise<void> {
    await this.work.write(async (uow, publish) => {
      if (!(await captures.remove(uow, owner, id))) return fail(unknownCapture);
      await publish(owner, 'publish-capture', { captureId: id });
      return ok(undefined);
    });
  }
}

const unknownCapture = notFound('Invalid capture identifier specified');

async function findCapture(uow: UnitOfWork, owner: Owner, id: string): Promise<Result<Capture>> {
  const found = await captures.find(uow, owner, id);
  return found === undefined ? fail(unknownCapture) : ok(found);
}
