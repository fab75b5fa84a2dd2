import { accessKeys, certificates, clientCertificates, domainNames, type Sealer } from '#libs/persistence';
import {
  accessKeySealContext,
  canonicalJson,
  certificateSealContext,
  clientCertificateSealContext,
  digest,
  domainCertificateSealContext,
  type AccessKeyDocument,
  type CertificateDocument,
  type ClientCertificateDocument,
  type DomainDocument,
  type FeedChange,
  type GatewaySeal,
} from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';

interface Seals {
  readonly sealer: Sealer;
  readonly gatewaySeal: GatewaySeal;
}

/**
 * A change as it leaves for the gateways: private keys and secrets, which the feed's table holds under the
 * master key, under the gateways' own seal instead. So they are in clear in the memory of the two processes
 * that need them, and nowhere else. The digest is of the new bytes.
 */
export function sealForGateways(
  change: FeedChange,
  { log, ...seals }: Seals & { readonly log: Logger },
): FeedChange {
  const reseal = sealed[change.kind];
  if (reseal === undefined || change.body === null) return change;
  try {
    const body = canonicalJson(reseal(JSON.parse(change.body), seals));
    return { ...change, body, digest: digest(body) };
  } catch (error) {
    // It goes on as it is: gateways refuse it, say so, and take the rest of the page.
    log.error('what a document holds sealed cannot be opened', {
      kind: change.kind,
      name: change.name,
      error,
    });
    return change;
  }
}

/** The kinds that hold something sealed, and how each of them is sealed anew. */
const sealed: Partial<Record<string, (document: unknown, seals: Seals) => unknown>> = {
  'client-certificate': (document, { sealer, gatewaySeal }) => {
    const certificate = document as ClientCertificateDocument;
    const { clientCertificateId: id, privateKeySealed } = certificate;
    const privateKey = sealer.open(
      Buffer.from(privateKeySealed, 'base64'),
      clientCertificates.sealContextOf(id),
    );
    return {
      ...certificate,
      privateKeySealed: gatewaySeal.seal(privateKey, clientCertificateSealContext(id)),
    };
  },
  certificate: (document, { sealer, gatewaySeal }) => {
    const certificate = document as CertificateDocument;
    const { certificateId: id, privateKeySealed } = certificate;
    const privateKey = sealer.open(Buffer.from(privateKeySealed, 'base64'), certificates.sealContextOf(id));
    return { ...certificate, privateKeySealed: gatewaySeal.seal(privateKey, certificateSealContext(id)) };
  },
  domain: (document, { sealer, gatewaySeal }) => {
    const domain = document as DomainDocument;
    const { domainId: id, uploadedCertificateSealed: sealed } = domain;
    if (sealed === undefined) return domain;
    const certificate = sealer.open(Buffer.from(sealed, 'base64'), domainNames.sealContextOf(id));
    const context = domainCertificateSealContext(id);
    return { ...domain, uploadedCertificateSealed: gatewaySeal.seal(certificate, context) };
  },
  'access-key': (document, { sealer, gatewaySeal }) => {
    const key = document as AccessKeyDocument;
    const { accessKeyId, principalId, secretSealed } = key;
    const context = accessKeys.sealContextOf(accessKeyId, principalId);
    const secret = sealer.open(Buffer.from(secretSealed, 'base64'), context);
    return { ...key, secretSealed: gatewaySeal.seal(secret, accessKeySealContext(key)) };
  },
};
