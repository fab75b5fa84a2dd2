import type { Integration } from '#libs/api-definition';
import type { SnapshotIntegration } from '#libs/snapshot-format';
import { compileAwsServiceIntegration } from './compile-aws-service-integration.js';
import { compileHttpIntegration } from './compile-http-integration.js';
import { compileLambdaIntegration } from './compile-lambda-integration.js';
import { compileMockIntegration } from './compile-mock-integration.js';
import type { Complain } from './complain.js';

/** An integration of any type; null when no gateway could call it. */
export function compileIntegration(integration: Integration, complain: Complain): SnapshotIntegration | null {
  switch (integration.type) {
    case 'MOCK':
      return compileMockIntegration(integration, complain);
    case 'HTTP':
    case 'HTTP_PROXY':
      return compileHttpIntegration(integration, integration.type, complain);
    case 'AWS':
      return (
        compileLambdaIntegration(integration, 'AWS', complain) ??
        compileAwsServiceIntegration(integration, complain)
      );
    case 'AWS_PROXY': {
      const compiled = compileLambdaIntegration(integration, 'AWS_PROXY', complain);
      if (compiled === null) {
        complain('integration-type-not-served', `AWS_PROXY to ${integration.uri} cannot be called yet`);
      }
      return compiled;
    }
  }
}
