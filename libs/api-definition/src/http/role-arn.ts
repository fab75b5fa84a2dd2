import { badRequest } from '../domain-error.js';

/** Whom integrations and authorizers call as. `*` stands for the caller (developer guide: credentials). */
const role = /^arn:aws[a-z-]*:iam::(?:\d{12}:role\/[\w+=,.@/-]+|\*:user\/\*)$/;

/** Whether calls can be made as it; with a stage variable, that is known when they are. */
export const isRoleArn = (arn: string): boolean =>
  arn.length <= 2048 && (arn.includes('${stageVariables.') || role.test(arn));

export const invalidArn = badRequest('Invalid ARN specified in the request');
