import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import { DocumentImports } from '../../document-imports/document-imports.js';
import { createDocumentationPart } from './create-documentation-part.js';
import { deleteDocumentationPart } from './delete-documentation-part.js';
import { getDocumentationPart } from './get-documentation-part.js';
import { getDocumentationParts } from './get-documentation-parts.js';
import { importDocumentationParts } from './import-documentation-parts.js';
import { updateDocumentationPart } from './update-documentation-part.js';

/** Binds the operations on DocumentationParts. */
@Controller()
export class DocumentationPartsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly documents: DocumentImports,
    private readonly limits: Limits,
  ) {}

  @Operation(v1.CreateDocumentationPart)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateDocumentationPartRequest) {
    return this.work.write((uow) => createDocumentationPart(uow, owner, input, this.limits));
  }

  @Operation(v1.GetDocumentationPart)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDocumentationPartRequest) {
    return this.work.read((uow) => getDocumentationPart(uow, owner, input));
  }

  @Operation(v1.GetDocumentationParts)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDocumentationPartsRequest) {
    return this.work.read((uow) => getDocumentationParts(uow, owner, input));
  }

  @Operation(v1.UpdateDocumentationPart)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateDocumentationPartRequest) {
    return this.work.write((uow) => updateDocumentationPart(uow, owner, input));
  }

  @Operation(v1.DeleteDocumentationPart)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteDocumentationPartRequest) {
    return this.work.write((uow) => deleteDocumentationPart(uow, owner, input));
  }

  @Operation(v1.ImportDocumentationParts)
  async import(@Caller() { owner }: CallerIdentity, @Input() input: v1.ImportDocumentationPartsRequest) {
    const document = orThrow(await this.documents.documentation(input));
    return this.work.write((uow) => importDocumentationParts(uow, owner, input, document, this.limits));
  }
}
