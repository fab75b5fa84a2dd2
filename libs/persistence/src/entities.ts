import { AccountEntity } from './accounts/account.entity.js';
import { ApiKeyEntity } from './api-keys/api-key.entity.js';
import { AuthorizerEntity } from './authorizers/authorizer.entity.js';
import { ClientCertificateEntity } from './client-certificates/client-certificate.entity.js';
import { CredentialEntity } from './credentials/credential.entity.js';
import { DeploymentEntity } from './deployments/deployment.entity.js';
import { DocumentationPartEntity } from './documentation/documentation-part.entity.js';
import { DocumentationVersionEntity } from './documentation/documentation-version.entity.js';
import { AccessAssociationEntity } from './domain-names/access-association.entity.js';
import { BasePathMappingEntity } from './domain-names/base-path-mapping.entity.js';
import { DomainNameEntity } from './domain-names/domain-name.entity.js';
import { GatewayResponseEntity } from './gateway-responses/gateway-response.entity.js';
import { InstallationEntity } from './installation/installation.entity.js';
import { MethodEntity } from './methods/method.entity.js';
import { ModelEntity } from './models/model.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { RequestValidatorEntity } from './request-validators/request-validator.entity.js';
import { ResourceEntity } from './resources/resource.entity.js';
import { RestApiEntity } from './rest-apis/rest-api.entity.js';
import { StageMoveEntity } from './stage-moves/stage-move.entity.js';
import { StageEntity } from './stages/stage.entity.js';
import { UsagePlanKeyEntity } from './usage-plan-keys/usage-plan-key.entity.js';
import { UsagePlanEntity } from './usage-plans/usage-plan.entity.js';
import { VpcLinkEntity } from './vpc-links/vpc-link.entity.js';

/** Every entity; one line each. */
export const entities = [
  AccessAssociationEntity,
  AccountEntity,
  ApiKeyEntity,
  AuthorizerEntity,
  BasePathMappingEntity,
  ClientCertificateEntity,
  CredentialEntity,
  DeploymentEntity,
  DocumentationPartEntity,
  DocumentationVersionEntity,
  DomainNameEntity,
  GatewayResponseEntity,
  InstallationEntity,
  MethodEntity,
  ModelEntity,
  OutboxEntity,
  RequestValidatorEntity,
  ResourceEntity,
  RestApiEntity,
  StageEntity,
  StageMoveEntity,
  UsagePlanEntity,
  UsagePlanKeyEntity,
  VpcLinkEntity,
] as const;
