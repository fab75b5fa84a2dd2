import type { DefinitionChanges } from '#libs/api-definition';
import type { Diagnostic } from '#libs/snapshot-compiler';
import { tollgateCall } from './service.js';

export type { Diagnostic } from '#libs/snapshot-compiler';

interface FrozenDeployment {
  readonly deploymentId: string;
  readonly definitionDigest: string;
}

/** What a stage would change by a move from one deployment to the other. */
export interface DeploymentDiff extends DefinitionChanges {
  /** The id of the API, of whichever version. */
  readonly restApiId: string;
  readonly from: FrozenDeployment;
  readonly to: FrozenDeployment;
}

/** What the compiler has to say about a deployment. */
export interface DeploymentDiagnostics {
  readonly deploymentId: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** `deploymentId` is from where, `toId` to where. */
export const ReadDeploymentDiff = /* @__PURE__ */ tollgateCall<DeploymentDiff>()(
  'ReadDeploymentDiff',
  'GET',
  '/restapis/{restApiId}/deployments/{deploymentId}/diff/{toId}',
);
export const ReadDeploymentDiagnostics = /* @__PURE__ */ tollgateCall<DeploymentDiagnostics>()(
  'ReadDeploymentDiagnostics',
  'GET',
  '/restapis/{restApiId}/deployments/{deploymentId}/diagnostics',
);

/** The same of APIs of version 2. */
export const ReadApiDeploymentDiff = /* @__PURE__ */ tollgateCall<DeploymentDiff>()(
  'ReadDeploymentDiff',
  'GET',
  '/apis/{apiId}/deployments/{deploymentId}/diff/{toId}',
);
export const ReadApiDeploymentDiagnostics = /* @__PURE__ */ tollgateCall<DeploymentDiagnostics>()(
  'ReadDeploymentDiagnostics',
  'GET',
  '/apis/{apiId}/deployments/{deploymentId}/diagnostics',
);
