import type { Routed } from '../invocation/invocation.js';

/**
 * What a caller wants to invoke, as policies name it: the request's own path and not the resource's (guide
 * page "Control access for invoking an API").
 */
export function methodArn({ address, request, stage }: Routed, stageName: string): string {
  const { accountId, region, restApiId } = stage.document;
  const path = address.path.replace(/^\/+/, '');
  return `arn:aws:execute-api:${region}:${accountId}:${restApiId}/${stageName}/${request.httpMethod}/${path}`;
}
