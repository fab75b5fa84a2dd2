import { AccountEntity } from './account/account.entity.js';
import { ApiKeyEntity } from './access/api-key.entity.js';
import { AuthorizerEntity } from './rest/authorizer.entity.js';
import { CertificateEntity } from './certificates/certificate.entity.js';
import { ClientCertificateEntity } from './account/client-certificate.entity.js';
import { CredentialEntity } from './identity/credential.entity.js';
import { DeniedIdentityEntity } from './access/denied-identity.entity.js';
import { DeploymentEntity } from './rest/deployment.entity.js';
import { DocumentationPartEntity } from './rest/documentation-part.entity.js';
import { DocumentationVersionEntity } from './rest/documentation-version.entity.js';
import { AccessAssociationEntity } from './domains/access-association.entity.js';
import { BasePathMappingEntity } from './domains/base-path-mapping.entity.js';
import { DomainNameEntity } from './domains/domain-name.entity.js';
import { GatewayResponseEntity } from './rest/gateway-response.entity.js';
import { HttpApiEntity } from './http/http-api.entity.js';
import { HttpAuthorizerEntity } from './http/http-authorizer.entity.js';
import { HttpDeploymentEntity } from './http/http-deployment.entity.js';
import { HttpIntegrationEntity } from './http/http-integration.entity.js';
import { HttpIntegrationResponseEntity } from './http/http-integration-response.entity.js';
import { HttpModelEntity } from './http/http-model.entity.js';
import { HttpRouteEntity } from './http/http-route.entity.js';
import { HttpRouteResponseEntity } from './http/http-route-response.entity.js';
import { HttpStageEntity } from './http/http-stage.entity.js';
import { HttpVpcLinkEntity } from './account/http-vpc-link.entity.js';
import { InstallationEntity } from './installation/installation.entity.js';
import { MethodEntity } from './rest/method.entity.js';
import { ModelEntity } from './rest/model.entity.js';
import { OutboxEntity } from './feed/outbox.entity.js';
import { RequestValidatorEntity } from './rest/request-validator.entity.js';
import { ResourceEntity } from './rest/resource.entity.js';
import { RestApiEntity } from './rest/rest-api.entity.js';
import { StageMoveEntity } from './rest/stage-move.entity.js';
import { StageEntity } from './rest/stage.entity.js';
import { UsagePlanKeyEntity } from './access/usage-plan-key.entity.js';
import { UsagePlanEntity } from './access/usage-plan.entity.js';
import { VpcLinkEntity } from './account/vpc-link.entity.js';
import { AttachedPolicyEntity } from './identity/attached-policy.entity.js';
import { InlinePolicyEntity } from './identity/inline-policy.entity.js';
import { ManagedPolicyEntity } from './identity/managed-policy.entity.js';
import { PolicyVersionEntity } from './identity/policy-version.entity.js';
import { PrincipalEntity } from './identity/principal.entity.js';

/** Every entity; one line each. */
export const entities = [
  AccessAssociationEntity,
  AccountEntity,
  ApiKeyEntity,
  AttachedPolicyEntity,
  AuthorizerEntity,
  BasePathMappingEntity,
  CertificateEntity,
  ClientCertificateEntity,
  CredentialEntity,
  DeniedIdentityEntity,
  DeploymentEntity,
  DocumentationPartEntity,
  DocumentationVersionEntity,
  DomainNameEntity,
  GatewayResponseEntity,
  HttpApiEntity,
  HttpAuthorizerEntity,
  HttpDeploymentEntity,
  HttpIntegrationEntity,
  HttpIntegrationResponseEntity,
  HttpModelEntity,
  HttpRouteEntity,
  HttpRouteResponseEntity,
  HttpStageEntity,
  HttpVpcLinkEntity,
  InlinePolicyEntity,
  InstallationEntity,
  ManagedPolicyEntity,
  MethodEntity,
  ModelEntity,
  OutboxEntity,
  PolicyVersionEntity,
  PrincipalEntity,
  RequestValidatorEntity,
  ResourceEntity,
  RestApiEntity,
  StageEntity,
  StageMoveEntity,
  UsagePlanEntity,
  UsagePlanKeyEntity,
  VpcLinkEntity,
] as const;
