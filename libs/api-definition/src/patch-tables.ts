import { accountPatch } from './account/account.js';
import { apiKeyPatchPaths } from './access/api-keys/api-key.patch-paths.js';
import { authorizerPatchPaths } from './rest/authorizers/authorizer.patch-paths.js';
import { clientCertificatePatchPaths } from './account/client-certificates/client-certificate.patch-paths.js';
import { deploymentPatchPaths } from './rest/deployments/deployment.patch-paths.js';
import { documentationPartPatchPaths } from './rest/documentation/documentation-part.patch-paths.js';
import { documentationVersionPatchPaths } from './rest/documentation/documentation-version.js';
import { basePathMappingPatchPaths } from './domains/base-path-mapping.patch-paths.js';
import { domainNamePatchPaths } from './domains/domain-name.patch-paths.js';
import { gatewayResponsePatchPaths } from './rest/gateway-responses/gateway-response.patch-paths.js';
import { integrationResponsePatch } from './rest/integrations/integration-responses.js';
import { integrationPatch } from './rest/integrations/integration.patch-paths.js';
import { methodResponsePatch } from './rest/methods/method-responses.js';
import { methodPatch } from './rest/methods/method.patch-paths.js';
import { modelPatchPaths } from './rest/models/model.patch-paths.js';
import type { PatchVerb } from './patch/patch-operation.js';
import { requestValidatorPatchPaths } from './rest/request-validators/request-validator.patch-paths.js';
import { resourcePatch } from './rest/resources/resource.patch-paths.js';
import { restApiPatch } from './rest/rest-apis/rest-api.patch-paths.js';
import { stagePatchPaths } from './rest/stages/stage.patch-paths.js';
import { usagePatchPaths } from './access/usage-plans/usage.patch-paths.js';
import { usagePlanPatchRules } from './access/usage-plans/usage-plan.patch-paths.js';
import { vpcLinkPatchPaths } from './account/vpc-links/vpc-link.patch-paths.js';

/** A path that an update operation takes, and the verbs that it takes there. */
export interface PatchPath {
  readonly path: string;
  readonly verbs: readonly PatchVerb[];
}

interface AnyRule {
  readonly path: string;
  readonly ops: Readonly<Partial<Record<PatchVerb, unknown>>>;
}

/** Rules without a verb only word a refusal. */
const pathsOf = (rules: readonly AnyRule[]): readonly PatchPath[] =>
  rules.flatMap(({ path, ops }) => {
    const verbs = Object.keys(ops) as PatchVerb[];
    return verbs.length === 0 ? [] : [{ path, verbs }];
  });

/**
 * Everything that may be patched, by operation: for what speaks about all of it, as the compatibility table
 * and the fuzz tests do.
 */
export const patchTables = {
  UpdateAccount: pathsOf(accountPatch.rules),
  UpdateApiKey: pathsOf(apiKeyPatchPaths.rules),
  UpdateAuthorizer: pathsOf(authorizerPatchPaths.rules),
  UpdateBasePathMapping: pathsOf(basePathMappingPatchPaths.rules),
  UpdateClientCertificate: pathsOf(clientCertificatePatchPaths.rules),
  UpdateDeployment: pathsOf(deploymentPatchPaths.rules),
  UpdateDocumentationPart: pathsOf(documentationPartPatchPaths.rules),
  UpdateDocumentationVersion: pathsOf(documentationVersionPatchPaths.rules),
  UpdateDomainName: pathsOf(
    domainNamePatchPaths({ securityPolicies: [], endpointAccessModes: [], routingModes: [] }).rules,
  ),
  UpdateGatewayResponse: pathsOf(gatewayResponsePatchPaths.rules),
  UpdateIntegration: pathsOf(integrationPatch.rules),
  UpdateIntegrationResponse: pathsOf(integrationResponsePatch.rules),
  UpdateMethod: pathsOf(methodPatch.rules),
  UpdateMethodResponse: pathsOf(methodResponsePatch.rules),
  UpdateModel: pathsOf(modelPatchPaths.rules),
  UpdateRequestValidator: pathsOf(requestValidatorPatchPaths.rules),
  UpdateResource: pathsOf(resourcePatch.rules),
  UpdateRestApi: pathsOf(restApiPatch([]).rules),
  UpdateStage: pathsOf(stagePatchPaths(new Set()).rules),
  UpdateUsage: pathsOf(usagePatchPaths.rules),
  UpdateUsagePlan: pathsOf(usagePlanPatchRules),
  UpdateVpcLink: pathsOf(vpcLinkPatchPaths.rules),
} as const satisfies Readonly<Record<string, readonly PatchPath[]>>;
