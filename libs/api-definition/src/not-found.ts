import { conflict, notFound } from './domain-error.js';
import type { Owner } from './owner.js';

/** What lists and creates below an unknown RestApi answer (recorded: general patterns). */
export const restApiNotFound = ({ accountId }: Owner, restApiId: string) =>
  notFound(`Invalid API identifier specified ${accountId}:${restApiId}`);

/**
 * Texts of the API reference's style; those of usage plans are recorded. An unknown RestApi above them gives
 * the same.
 */
export const deploymentNotFound = notFound('Invalid Deployment identifier specified');
export const stageNotFound = notFound('Invalid stage identifier specified');
export const apiKeyNotFound = notFound('Invalid API Key identifier specified');
export const usagePlanNotFound = notFound('Invalid Usage Plan ID specified');

/**
 * One key may meet only one plan for an API stage (developer guide: usage plans); AWS's text for it is not
 * recorded.
 */
export const keyMeetsTwoPlans = (keyId: string, otherUsagePlanId: string) =>
  conflict(
    `API Key ${keyId} is already in Usage Plan ${otherUsagePlanId}, which covers one of the same API Stages`,
  );
