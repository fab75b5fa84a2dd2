import { hash } from 'node:crypto';
import type { ActiveStage } from '../invocation/active-stage.js';
import type { Identity } from './authorization.js';

/**
 * Under which an authorizer's result is kept: another stage, deployment, stage variable, authorizer or
 * identity is another name, and so is a stage whose results were flushed. A digest, so that tokens are not
 * kept.
 */
export function resultName(stage: ActiveStage, authorizerId: string, identity: readonly Identity[]): string {
  const said = identity.map(({ values }) => values);
  return hash('sha256', JSON.stringify([stage.resultsName, authorizerId, said]), 'base64url');
}
