import { compileUriTemplate } from '#libs/mapping-templates';
import type { HttpIntegration, VpcLinkDocument } from '#libs/snapshot-format';
import type { Routed } from '../../invocation/invocation.js';
import type { VpcLinkLookup } from '../integration-services.js';

/** The link to connect through, null to connect to the URI's host, undefined when there is no such link. */
export type FindVpcLink = (invocation: Routed) => VpcLinkDocument | null | undefined;

const noPath = Object.freeze({});

/**
 * Compiles the choice of the VPC link, which a stage variable may name. A link counts for the account and
 * region that it belongs to.
 */
export function compileVpcLink(
  { vpcLinkId, integrationTarget }: Pick<HttpIntegration, 'vpcLinkId' | 'integrationTarget'>,
  vpcLinks: VpcLinkLookup,
): FindVpcLink {
  if (vpcLinkId === undefined) return () => null;
  // Links of the second version have no targets of their own, and are no documents here: the integration says
  // where they lead.
  if (integrationTarget !== undefined) {
    return ({ stage: { document } }) => ({
      accountId: document.accountId,
      region: document.region,
      vpcLinkId: integrationTarget,
      targetArns: [integrationTarget],
    });
  }
  const render = compileUriTemplate(vpcLinkId);
  return ({ stage }) => {
    const id = render({ path: noPath, stageVariables: stage.release.variables });
    return id.ok ? vpcLinks.find(id.uri, stage.document) : undefined;
  };
}

/** For the log; the caller gets a 500. */
export const noVpcLink = 'the VPC link is not there, or of another account or region';
