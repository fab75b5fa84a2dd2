import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createDocumentationVersion } from './create-documentation-version.js';
import { deleteDocumentationVersion } from './delete-documentation-version.js';
import { getDocumentationVersion } from './get-documentation-version.js';
import { getDocumentationVersions } from './get-documentation-versions.js';
import { updateDocumentationVersion } from './update-documentation-version.js';

/** Binds the operations on DocumentationVersions. */
@Controller()
export class DocumentationVersionsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.CreateDocumentationVersion)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateDocumentationVersionRequest) {
    return this.work.write((uow) => createDocumentationVersion(uow, owner, input, this.now()));
  }

  @Operation(v1.GetDocumentationVersion)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDocumentationVersionRequest) {
    return this.work.read((uow) => getDocumentationVersion(uow, owner, input));
  }

  @Operation(v1.GetDocumentationVersions)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDocumentationVersionsRequest) {
    return this.work.read((uow) => getDocumentationVersions(uow, owner, input));
  }

  @Operation(v1.UpdateDocumentationVersion)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateDocumentationVersionRequest) {
    return this.work.write((uow) => updateDocumentationVersion(uow, owner, input));
  }

  @Operation(v1.DeleteDocumentationVersion)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteDocumentationVersionRequest) {
    return this.work.write((uow) => deleteDocumentationVersion(uow, owner, input));
  }
}
