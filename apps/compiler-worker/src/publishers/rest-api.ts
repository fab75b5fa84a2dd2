import { Inject, Injectable } from '@nestjs/common';
import {
  deployments,
  outbox,
  publishedDocuments,
  restApis,
  stages,
  type Database,
  type UnitOfWork,
} from '#libs/persistence';
import { PermanentFailure } from '#libs/queue';
import { DATABASE } from '../runtime.js';
import { compileMissing, type CompiledDeployment } from './compile-missing.js';
import type { JobOf, Processor } from './processor.js';
import { restApiDocuments, type PublishableRestApi } from './rest-api-documents.js';

/** How often a RestApi may change under the compiler before the job is put off. */
const roundsMax = 5;

/** Compiles what is not compiled of a RestApi, and publishes its snapshots and stages, or takes them back. */
@Injectable()
export class PublishRestApiProcessor implements Processor<'publish-rest-api'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async process({ id, payload: { restApiId } }: JobOf<'publish-rest-api'>): Promise<void> {
    for (let round = 1; round <= roundsMax; round += 1) {
      const compiled = await compileMissing(this.database, restApiId);
      const problems = await this.database.write((uow) => publishRestApi(uow, id, restApiId, compiled));
      if (problems === 'changed meanwhile') continue;
      if (problems.length > 0) throw new PermanentFailure(problems.join('; '));
      return;
    }
    throw new Error(`RestApi ${restApiId} gets new deployments faster than they compile`);
  }
}

async function publishRestApi(
  uow: UnitOfWork,
  jobId: string,
  restApiId: string,
  compiled: ReadonlyMap<string, CompiledDeployment>,
): Promise<readonly string[] | 'changed meanwhile'> {
  await publishedDocuments.lockFeed(uow);
  const present = await read(uow, restApiId);
  const wanted = restApiDocuments(present, compiled);
  if (wanted.uncompiled.length > 0) return 'changed meanwhile';
  for (const { deployment } of present.states) {
    const now = compiled.get(deployment.id);
    if (now?.snapshot) await deployments.recordCompiled(uow, restApiId, deployment.id, now.snapshot.name);
    else if (now?.error) await deployments.recordCompileError(uow, restApiId, deployment.id, now.error);
  }
  const seq = await publishedDocuments.replace(uow, wanted);
  // With problems the rest is published and the job ends as dead, with its reason.
  if (wanted.problems.length === 0) await outbox.markDone(uow, jobId, seq);
  return wanted.problems;
}

async function read(uow: UnitOfWork, restApiId: string): Promise<PublishableRestApi> {
  const restApi = await restApis.findAnywhere(uow, restApiId);
  if (!restApi) return { restApiId, owner: null, states: [], stages: [] };
  // Stages first: a stage never points to a Deployment that was made after it was read.
  const stagesNow = await stages.all(uow, restApiId);
  const states = await deployments.compilationStates(uow, restApiId);
  return { restApiId, owner: restApi.owner, states, stages: stagesNow };
}
