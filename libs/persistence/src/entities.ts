import { AccountEntity } from './accounts/account.entity.js';
import { ApiKeyEntity } from './api-keys/api-key.entity.js';
import { AuthorizerEntity } from './authorizers/authorizer.entity.js';
import { CredentialEntity } from './credentials/credential.entity.js';
import { DeploymentEntity } from './deployments/deployment.entity.js';
import { DocumentationPartEntity } from './documentation/documentation-part.entity.js';
import { DocumentationVersionEntity } from './documentation/documentation-version.entity.js';
import { GatewayResponseEntity } from './gateway-responses/gateway-response.entity.js';
import { InstallationEntity } from './installation/installation.entity.js';
import { MethodEntity } from './methods/method.entity.js';
import { ModelEntity } from './models/model.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { RequestValidatorEntity } from './request-validators/request-validator.entity.js';
import { ResourceEntity } from './resources/resource.entity.js';
import { RestApiEntity } from './rest-apis/rest-api.entity.js';
import { StageEntity } from './stages/stage.entity.js';
import { UsagePlanKeyEntity } from './usage-plan-keys/usage-plan-key.entity.js';
import { UsagePlanEntity } from './usage-plans/usage-plan.entity.js';

/** Every entity; one line each. */
export const entities = [
  AccountEntity,
  ApiKeyEntity,
  AuthorizerEntity,
  CredentialEntity,
  DeploymentEntity,
  DocumentationPartEntity,
  DocumentationVersionEntity,
  GatewayResponseEntity,
  InstallationEntity,
  MethodEntity,
  ModelEntity,
  OutboxEntity,
  RequestValidatorEntity,
  ResourceEntity,
  RestApiEntity,
  StageEntity,
  UsagePlanEntity,
  UsagePlanKeyEntity,
] as const;
