import type { DocumentHead } from './features.js';

/**
 * A custom domain name with all that its paths lead to. Named by the domain name, a private one by name and
 * id (`documentNames.domain`), since private names need not be unique.
 */
export interface DomainDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly domainId: string;
  /** In lower case; the first label may be `*`. */
  readonly domainName: string;
  /**
   * It is served through the VPC endpoints that it names and by no other gateway; missing: by all that stand
   * behind none. Gateways that know no endpoints serve no private domain.
   */
  readonly isPrivate?: true;
  /** Of a private domain: the VPC endpoints that it has an access association with; missing: none. */
  readonly vpcEndpointIds?: readonly string[];
  /**
   * Of a private domain: who may call it, as AWS's policy language has it, whatever its APIs say. Missing:
   * nobody.
   */
  readonly policy?: string;
  /** Callers ask TLS for the very host that they call (endpointAccessMode STRICT); missing: they need not. */
  readonly isStrict?: true;
  /** The `certificate` document that it is served with; missing when it has none of ours. */
  readonly certificateId?: string;
  /**
   * The certificate that CreateDomainName was given itself (`UploadedDomainCertificate`, JSON), encrypted, in
   * base64: in the database with the master key, on its way to gateways and there with `createGatewaySeal`.
   */
  readonly uploadedCertificateSealed?: string;
  /** Below that no handshake comes about. */
  readonly minimumTlsVersion: 'TLSv1.2' | 'TLSv1.3';
  /**
   * What handshakes may agree on, by OpenSSL's names with a colon between; missing, as in documents of
   * before: whatever the gateway has.
   */
  readonly ciphers?: string;
  /**
   * Callers must show a certificate (mutual TLS). A gateway that cannot ask for it serves no request: better
   * than a name in `requires`, with which it would go on to serve the document before, maybe to everybody.
   */
  readonly asksForClientCertificate?: true;
  /** Whose certificates count; missing: nobody's. */
  readonly truststore?: DomainTruststore;
  readonly routingMode: DomainRoutingMode;
  readonly mappings: readonly DomainMapping[];
  /** By priority, the first that matches counts. */
  readonly routingRules: readonly DomainRoutingRule[];
}

/** Public certificates, as `readTruststore` of libs/certificates gives them. */
export interface DomainTruststore {
  /** PEM; at least one. */
  readonly certificates: string;
  /** SHA-256 in hex of what counts here: the same as long as nothing is changed. */
  readonly digest: string;
  /** Certificates that do not count any more; missing: nobody is asked. */
  readonly revocations?: DomainRevocations;
}

export interface DomainRevocations {
  /** As `Revocations` of libs/certificates takes them, in base64. */
  readonly entries: string;
  /** Milliseconds since the epoch from which on they are out of date and nobody is let in; missing: never. */
  readonly untilMs?: number;
}

export type DomainRoutingMode = 'API_MAPPING_ONLY' | 'ROUTING_RULE_ONLY' | 'ROUTING_RULE_THEN_API_MAPPING';

/** Where requests below a base path go. */
export interface DomainMapping {
  /** Segments with a slash between, without one at the ends; empty: what no other mapping takes. */
  readonly basePath: string;
  readonly restApiId: string;
  /** Null: the next segment of the path names the stage. */
  readonly stageName: string | null;
}

/** All conditions must hold; without one every request matches. */
export interface DomainRoutingRule {
  readonly routingRuleId: string;
  readonly conditions: readonly DomainRoutingCondition[];
  readonly restApiId: string;
  readonly stageName: string;
  /** Whether the API sees the path without the base path that has matched. */
  readonly stripsBasePath: boolean;
}

/** One of the base paths, or one of the headers; `valueGlob` may begin and end with `*`. */
export type DomainRoutingCondition =
  | { readonly anyBasePath: readonly string[] }
  | { readonly anyHeader: readonly { readonly header: string; readonly valueGlob: string }[] };

/** PEM texts. */
export interface UploadedDomainCertificate {
  readonly body: string;
  readonly privateKey: string;
  readonly chain: string | null;
}

/** What an uploaded certificate is sealed for. */
export const domainCertificateSealContext = (domainId: string): string => `domain-certificate/${domainId}`;
