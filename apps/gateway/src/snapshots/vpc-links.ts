import { documentNames, type VpcLinkDocument } from '#libs/snapshot-format';
import { handlerOf } from './document-handler.js';

/** The VPC links that integrations may go through, of all accounts and regions. */
export class VpcLinks {
  private readonly byId = new Map<string, VpcLinkDocument>();
  readonly handler = handlerOf('vpc-link', {
    names: () => [...this.byId.keys()],
    put: (name, document) => this.put(name, document),
  });

  /** The link, if it may be used by the account in the region. */
  find(
    id: string,
    { accountId, region }: { accountId: string; region: string },
  ): VpcLinkDocument | undefined {
    const link = this.byId.get(id);
    return link?.accountId === accountId && link.region === region ? link : undefined;
  }

  /** Null, or why the document cannot be taken over. */
  put(name: string, document: VpcLinkDocument | null): string | null {
    if (document === null) this.byId.delete(name);
    else if (documentNames.vpcLink(document.vpcLinkId) !== name) return 'it is named after another VPC link';
    else this.byId.set(name, document);
    return null;
  }
}
