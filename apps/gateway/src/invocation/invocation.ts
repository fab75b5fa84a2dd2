import type { IncomingMessage } from 'node:http';

import type { TemplateOverrides } from '#libs/mapping-templates';
import type { Logger } from '#libs/telemetry';
import type { AssumedRoles } from '../integrations/aws/assumed-roles.js';
import type { AwsServices } from '../integrations/aws/aws-services.js';
import type { BackendPools } from '../integrations/transport/backend-pools.js';
import type { ApiAddress } from '../listener/read-address.js';
import type { RequestHead } from '../listener/read-head.js';
import type { RefusalLog } from '../refusals/refusal-log.js';
import type { ActiveStage } from '../snapshots/active-stage.js';
import type { PublishedDocuments } from './published-documents.js';
import type { ActiveMethod } from '../snapshots/active-snapshot.js';
import type { StageTable } from '../snapshots/stage-table.js';
import type { VpcLinks } from '../snapshots/vpc-links.js';
import type { Admission, MeteredUse } from './admission.js';
import type { Answer } from './answer.js';
import type { IntegrationAnswer, IntegrationRequest } from './integration-exchange.js';
import { newExtendedRequestId, newRequestId } from './request-ids.js';
import type { RequestScope } from './request-scope.js';

/** What every request of this process shares. */
export interface Surroundings {
  readonly stages: StageTable;
  readonly admission: Admission;
  readonly backends: BackendPools;
  readonly aws: AwsServices;
  /** Null: integrations call AWS services as the gateway, whatever role they name. */
  readonly roles: AssumedRoles | null;
  readonly vpcLinks: VpcLinks;
  /** For `$context.identity.apiKeyId`. */
  readonly apiKeys: Pick<PublishedDocuments, 'apiKey'>;
  readonly log: Logger;
  readonly refusals: RefusalLog;
}

/**
 * One request on its way through the pipeline. Always made with all members, in one order, so that the engine sees one shape; what
 * a step finds out is null before it.
 */
export interface Invocation {
  readonly surroundings: Surroundings;
  readonly request: IncomingMessage;
  readonly head: RequestHead;
  readonly address: ApiAddress;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly receivedAtMs: number;
  stage: ActiveStage | null;
  method: ActiveMethod | null;
  /** Raw, escapes kept; null when the path has no variables. */
  pathParameters: Readonly<Record<string, string>> | null;
  apiKeyValue: string | null;
  metered: MeteredUse | null;
  /** What is left of the caller's limits, as header fields; null when its plan does not say. */
  limitFields: readonly string[] | null;
  /** The caller's body, when a step needs it whole. */
  body: Buffer | null;
  /** What mappings and templates see; made by the first that asks. */
  scope: RequestScope | null;
  /** What templates have written over the mapped parameters so far; the response template sees what the request template wrote. */
  overrides: TemplateOverrides | null;
  integrationRequest: IntegrationRequest | null;
  integrationAnswer: IntegrationAnswer | null;
  /** Made by the first that asks: `traceIdOf`. */
  traceId: string | null;
  answer: Answer | null;
  /** Set while something runs for this request that should end when the caller goes away. */
  onCallerGone: (() => void) | null;
}

export function createInvocation(
  surroundings: Surroundings,
  request: IncomingMessage,
  head: RequestHead,
  address: ApiAddress,
): Invocation {
  return {
    surroundings,
    request,
    head,
    address,
    requestId: newRequestId(),
    extendedRequestId: newExtendedRequestId(),
    receivedAtMs: Date.now(),
    stage: null,
    method: null,
    pathParameters: null,
    apiKeyValue: null,
    metered: null,
    limitFields: null,
    body: null,
    scope: null,
    overrides: null,
    integrationRequest: null,
    integrationAnswer: null,
    traceId: null,
    answer: null,
    onCallerGone: null,
  };
}
