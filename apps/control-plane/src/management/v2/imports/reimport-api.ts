import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import {
  badRequest,
  concurrentModification,
  fail,
  ok,
  restApiNotFound,
  updatedHttpApi,
  type HttpApi,
  type HttpApiParts,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { readBasePathMode, type BasePathMode, type HttpDefinitionImport } from '#libs/openapi-definition';
import { httpApiParts, httpApis, type UnitOfWork } from '#libs/persistence';
import type { ImportedHttpApi } from '../../../authorization/import-authorization.js';
import { Limits } from '../../../definition/limits.js';
import { notDone, UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { DomainException, orThrow } from '../../../http/domain-exception.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { DocumentImports } from '../../document-imports/document-imports.js';
import { checkDocument, runHttpImport, type HttpImportTask } from '../../document-imports/run-import.js';
import type { ApiWrite } from '../api-write.js';
import { deployAutomatically } from '../deployments/deploy-automatically.js';
import { writeImportedParts } from './write-imported-api.js';

/** How often an API may change while a large document is read for it. */
const ROUNDS_MAX = 3;

/** One call, as it was bound. */
interface Call {
  readonly caller: CallerIdentity;
  readonly apiId: string;
  readonly body: Uint8Array;
  readonly basePathMode: BasePathMode;
  readonly failsOnWarnings: boolean;
  /** Refuses, by throwing, what the caller may not make of the API. */
  readonly authorize: (imported: ImportedHttpApi, uow: UnitOfWork) => Promise<void>;
}

/** What a document makes of what was there at the moment. */
interface Reading {
  readonly existing: HttpApiParts;
  readonly tags: HttpApi['tags'];
  readonly imported: HttpDefinitionImport;
}

/**
 * ReimportApi: a document of OpenAPI 3.0 in the place of all that is below an HTTP API. As with PutRestApi, a
 * small document is read under the API's lock, and a large one before it; then it is made sure that what it
 * was read with is still there.
 */
@Injectable()
export class ReimportApi {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    private readonly documents: DocumentImports,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(
    caller: CallerIdentity,
    { apiId, body: text, basepath, failOnWarnings }: v2.ReimportApiRequest,
    authorize: Call['authorize'],
  ): Promise<HttpApi> {
    const body = Buffer.from(text);
    const basePathMode = readBasePathMode(basepath);
    // What is no document is said first, as by the imports of REST APIs.
    if (!basePathMode.ok) {
      orThrow(await this.documents.check({ body, owner: caller.owner, reader: 'http' }));
    }
    const call: Call = {
      caller,
      apiId,
      body,
      basePathMode: orThrow(basePathMode),
      failsOnWarnings: failOnWarnings ?? false,
      authorize,
    };
    for (let round = 1; round <= ROUNDS_MAX; round += 1) {
      const reading = this.documents.isSmall(call) ? null : await this.read(call);
      const written = await this.work.write(
        (uow, publish) => reimport({ uow, publish, caller, nowMs: this.now() }, call, reading, this.limits),
        (value) => (value === 'changed meanwhile' ? notDone : value),
      );
      if (written !== 'changed meanwhile') return written;
    }
    throw new DomainException(concurrentModification);
  }

  private async read(call: Call): Promise<Reading> {
    const { caller, apiId, body } = call;
    const found = await this.work.readConsistently(async (uow) => {
      const api = await httpApis.find(uow, caller.owner, apiId);
      return ok(api && { tags: api.tags, existing: await httpApiParts.all(uow, apiId) });
    });
    if (!found) {
      orThrow(await this.documents.check({ body, owner: caller.owner, reader: 'http' }));
      throw new DomainException(restApiNotFound(caller.owner, apiId));
    }
    return { ...found, imported: orThrow(await this.documents.runHttp(taskOf(call, found))) };
  }
}

async function reimport(
  write: ApiWrite,
  call: Call,
  reading: Reading | null,
  limits: Limits,
): Promise<Result<HttpApi | 'changed meanwhile'>> {
  const { uow, caller, publish } = write;
  const { apiId, body, authorize } = call;
  const before = await httpApis.lock(uow, caller.owner, apiId);
  if (!before) {
    const document = reading ? ok(null) : checkDocument({ body, owner: caller.owner, reader: 'http' });
    return document.ok ? fail(restApiNotFound(caller.owner, apiId)) : document;
  }
  if (before.protocolType !== 'HTTP') return fail(notForWebSocket);
  const existing = await httpApiParts.all(uow, apiId);
  if (reading && !isDeepStrictEqual([reading.existing, reading.tags], [existing, before.tags])) {
    return ok('changed meanwhile');
  }
  const imported = reading
    ? ok(reading.imported)
    : runHttpImport(taskOf(call, { existing, tags: before.tags }));
  if (!imported.ok) return imported;
  const api = withSettings(before, imported.value);
  if (!api.ok) return api;
  const { parts } = imported.value;
  await authorize({ operation: 'ReimportApi', api: api.value, parts, existing }, uow);
  await httpApis.update(uow, api.value);
  await httpApiParts.clear(uow, apiId);
  const written = await writeImportedParts(uow, api.value, parts, limits, existing);
  if (!written.ok) return written;
  await deployAutomatically(write, api.value);
  // Name and tags of an API are told apart from its deployments.
  if (before.name !== api.value.name || !isDeepStrictEqual(before.tags, api.value.tags)) {
    await publish(caller.owner, 'publish-http-api', { apiId });
  }
  return api;
}

const taskOf = (
  { body, caller, apiId, basePathMode, failsOnWarnings }: Call,
  { existing, tags }: Pick<Reading, 'existing' | 'tags'>,
): HttpImportTask => ({
  body,
  owner: caller.owner,
  options: { apiId, basePathMode, failsOnWarnings, existing, tags },
});

/** What the document does not say of the API itself stays, but for CORS, which is part of the definition. */
function withSettings(before: HttpApi, { settings, infos, warnings }: HttpDefinitionImport): Result<HttpApi> {
  const { name, version, description, disableExecuteApiEndpoint, corsConfiguration, tags } = settings;
  return updatedHttpApi(
    { ...before, corsConfiguration: null, tags, importInfo: infos, warnings },
    {
      ...(name !== undefined && { name }),
      ...(version !== undefined && { version }),
      ...(description !== undefined && { description }),
      ...(disableExecuteApiEndpoint !== undefined && { disableExecuteApiEndpoint }),
      corsConfiguration,
    },
  );
}

/** The text is ours. */
export const notForWebSocket = badRequest(
  'Importing and exporting is supported for APIs with protocol type HTTP only',
);
