import { AccountEntity } from './accounts/account.entity.js';
import { CredentialEntity } from './credentials/credential.entity.js';
import { InstallationEntity } from './installation/installation.entity.js';
import { MethodEntity } from './methods/method.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { ResourceEntity } from './resources/resource.entity.js';
import { RestApiEntity } from './rest-apis/rest-api.entity.js';

/** Every entity; one line each. */
export const entities = [
  AccountEntity,
  CredentialEntity,
  InstallationEntity,
  MethodEntity,
  OutboxEntity,
  ResourceEntity,
  RestApiEntity,
] as const;
