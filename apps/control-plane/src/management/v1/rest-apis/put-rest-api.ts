import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import {
  concurrentModification,
  fail,
  ok,
  restApiNotFound,
  type DefinitionTree,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import {
  readImportParameters,
  withImportedSettings,
  type DefinitionImport,
  type ImportParameters,
} from '#libs/openapi-definition';
import { definitionTrees, restApis, type UnitOfWork } from '#libs/persistence';
import type { ImportedApi } from '../../../authorization/import-authorization.js';
import { notDone, UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import type { Publish } from '../../../definition/publish.js';
import { Limits } from '../../../definition/limits.js';
import { DomainException, orThrow } from '../../../http/domain-exception.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { DocumentImports } from '../../document-imports/document-imports.js';
import { checkDocument, runImport, type ImportTask } from '../../document-imports/run-import.js';
import { importedVersion } from './imported-version.js';
import { requirePartLimits } from './require-rest-api-limits.js';
import { presentRestApi } from './rest-api.presenter.js';

/** How often a RestApi may change while a large document is read for it. */
const ROUNDS_MAX = 3;

/** One call, as it was bound. */
interface Call extends ImportParameters {
  readonly owner: Owner;
  readonly input: v1.PutRestApiRequest;
  readonly authorize: AuthorizeImport;
}

/** Refuses, by throwing, what the caller may not make of the RestApi. */
type AuthorizeImport = (imported: ImportedApi, uow: UnitOfWork) => Promise<void>;

/** What a document makes of what was there at the moment. */
interface Reading {
  readonly existing: DefinitionTree;
  readonly imported: DefinitionImport;
}

/**
 * PutRestApi: an OpenAPI document merged into a RestApi, or in the place of all that is below it. What is
 * below it decides which ids are kept, so a document is read together with that. A small one is read under
 * the RestApi's lock. A large one may wait for others and take seconds, with nobody kept from anything
 * meanwhile; under the lock it is then made sure that what it was read with is still there.
 */
@Injectable()
export class PutRestApi {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    private readonly documents: DocumentImports,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(owner: Owner, input: v1.PutRestApiRequest, authorize: AuthorizeImport): Promise<v1.RestApi> {
    const { body } = input;
    const parameters = readImportParameters(input.parameters);
    // What is no document is said first, then what is wrong with the parameters (recorded: import).
    if (!parameters.ok) orThrow(await this.documents.check({ body, owner }));
    const call = { ...orThrow(parameters), owner, input, authorize };
    for (let round = 1; round <= ROUNDS_MAX; round += 1) {
      const reading = this.documents.isSmall(input) ? null : await this.read(call);
      const written = await this.work.write(
        (uow, publish) => write({ uow, publish }, call, reading, this.limits, this.now()),
        (value) => (value === 'changed meanwhile' ? notDone : value),
      );
      if (written !== 'changed meanwhile') return written;
    }
    throw new DomainException(concurrentModification);
  }

  private async read(call: Call): Promise<Reading> {
    const { owner, input } = call;
    const { body, restApiId } = input;
    const found = await this.work.readConsistently(async (uow) => {
      const restApi = await restApis.find(uow, owner, restApiId);
      return ok(restApi && { restApi, tree: await definitionTrees.read(uow, restApiId) });
    });
    if (!found) {
      orThrow(await this.documents.check({ body, owner }));
      throw new DomainException(restApiNotFound(owner, restApiId));
    }
    const task = taskOf(call, found.restApi.rootResourceId, found.tree);
    return { existing: found.tree, imported: orThrow(await this.documents.run(task)) };
  }
}

async function write(
  { uow, publish }: { readonly uow: UnitOfWork; readonly publish: Publish },
  call: Call,
  reading: Reading | null,
  limits: Limits,
  nowMs: number,
): Promise<Result<v1.RestApi | 'changed meanwhile'>> {
  const { owner, input } = call;
  const { restApiId, mode = 'merge', body } = input;
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!restApi) {
    const document = reading ? ok(null) : checkDocument({ body, owner });
    return document.ok ? fail(restApiNotFound(owner, restApiId)) : document;
  }
  const existing = await definitionTrees.read(uow, restApiId);
  if (reading && !isDeepStrictEqual(reading.existing, existing)) return ok('changed meanwhile');
  const imported = reading ? ok(reading.imported) : runImport(taskOf(call, restApi.rootResourceId, existing));
  if (!imported.ok) return imported;
  const { settings, tree, documentationVersion, warnings } = imported.value;
  const updated = withImportedSettings(restApi, settings, mode);
  if (!updated.ok) return updated;
  const hasPolicy = settings.policy !== undefined;
  await call.authorize({ operation: 'PutRestApi', restApi: updated.value, tree, hasPolicy, existing }, uow);
  await restApis.update(uow, updated.value);
  await definitionTrees.replace(uow, restApiId, tree);
  const within = await requirePartLimits(uow, limits, restApiId, { before: existing, after: tree });
  if (!within.ok) return within;
  const version = await importedVersion(uow, restApiId, documentationVersion, nowMs);
  if (!version.ok) return version;
  // Metrics of its stages are named after it; all else is live with the next deployment.
  if (restApi.name !== updated.value.name) await publish(owner, 'publish-rest-api', { restApiId });
  return ok({
    ...presentRestApi(updated.value, 'shown'),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  });
}

function taskOf(call: Call, rootResourceId: string, existing: DefinitionTree): ImportTask {
  const { owner, input, basePathMode, ignoresDocumentation } = call;
  const { body, restApiId, mode = 'merge', failOnWarnings = false } = input;
  return {
    body,
    owner,
    options: {
      restApiId,
      rootResourceId,
      mode,
      existing,
      basePathMode,
      ignoresDocumentation,
      failsOnWarnings: failOnWarnings,
    },
  };
}
