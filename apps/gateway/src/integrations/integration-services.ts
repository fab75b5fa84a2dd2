import type { VpcLinkDocument } from '#libs/snapshot-format';
import type { AssumedRoles } from './aws/assumed-roles.js';
import type { AwsServices } from './aws/aws-services.js';
import type { BackendPools } from './transport/backend-pools.js';

/** What the integrations of a process call with; each is given them when it is activated. */
export interface IntegrationServices {
  readonly backends: BackendPools;
  readonly aws: AwsServices;
  /** Null: integrations call AWS services as the gateway, whatever role they name. */
  readonly roles: AssumedRoles | null;
  readonly vpcLinks: VpcLinkLookup;
}

/** The VPC links that integrations may go through. */
export interface VpcLinkLookup {
  /** The link, if it may be used by the account in the region. */
  find(
    id: string,
    owner: { readonly accountId: string; readonly region: string },
  ): VpcLinkDocument | undefined;
}
