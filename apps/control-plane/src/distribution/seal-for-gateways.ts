import { clientCertificates, type Sealer } from '#libs/persistence';
import {
  canonicalJson,
  clientCertificateSealContext,
  digest,
  type ClientCertificateDocument,
  type FeedChange,
  type GatewaySeal,
} from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';

/**
 * A change as it leaves for the gateways: private keys, which the feed's table holds under the master key,
 * under the gateways' own seal instead. So a key is in clear in the memory of the two processes that need it,
 * and nowhere else. The digest is of the new bytes.
 */
export function sealForGateways(
  change: FeedChange,
  {
    sealer,
    gatewaySeal,
    log,
  }: { readonly sealer: Sealer; readonly gatewaySeal: GatewaySeal; readonly log: Logger },
): FeedChange {
  if (change.kind !== 'client-certificate' || change.body === null) return change;
  const document = JSON.parse(change.body) as ClientCertificateDocument;
  const id = document.clientCertificateId;
  try {
    const sealed = Buffer.from(document.privateKeySealed, 'base64');
    const privateKey = sealer.open(sealed, clientCertificates.sealContextOf(id));
    const privateKeySealed = gatewaySeal.seal(privateKey, clientCertificateSealContext(id));
    const body = canonicalJson({ ...document, privateKeySealed });
    return { ...change, body, digest: digest(body) };
  } catch (error) {
    // It goes on as it is: gateways refuse it, say so, and take the rest of the page.
    log.error('the private key of a client certificate cannot be opened', { id, error });
    return change;
  }
}
