import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { getExport } from './get-export.js';

/** Binds GetExport, whose response is a file: its members travel as headers and raw body. */
@Controller()
export class ExportsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.GetExport)
  async get(
    @Caller() { owner }: CallerIdentity,
    @Input() input: v1.GetExportRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { contentType, contentDisposition, body } = await this.work.readConsistently((uow) =>
      getExport(uow, owner, input),
    );
    reply.header('Content-Type', contentType).header('Content-Disposition', contentDisposition);
    return body;
  }
}
