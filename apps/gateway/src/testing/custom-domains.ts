import { request as httpsRequest } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import {
  certificateSealContext,
  createGatewaySeal,
  documentNames,
  type DomainDocument,
  type DomainMapping,
} from '#libs/snapshot-format';
import { apiId } from './documents.js';
import type { TestSystem } from './test-gateway.js';
import type { TestPair } from './tls-backend.js';

export const domainName = 'api.example.com';

/** A domain with its mappings; nothing else unless it is given. */
export const domainDocument = (change: Partial<DomainDocument> = {}): DomainDocument => ({
  formatVersion: 1,
  accountId: '000000000000',
  region: 'us-east-1',
  domainId: 'dom1234567',
  domainName,
  minimumTlsVersion: 'TLSv1.2',
  routingMode: 'API_MAPPING_ONLY',
  mappings: [mappingTo('', apiId)],
  routingRules: [],
  ...change,
});

export const mappingTo = (
  basePath: string,
  restApiId: string,
  stageName: string | null = 'dev',
): DomainMapping => ({ basePath, restApiId, stageName });

/** Publishes it and waits until the gateway serves it. */
export async function publishDomain(system: TestSystem, document: DomainDocument): Promise<void> {
  const name = documentNames.domain(document.domainName, document.isPrivate ? document.domainId : null);
  await system.acknowledged(system.controlPlane.publish('domain', name, document));
}

/** A certificate under an id, in place of the one before. */
export async function publishCertificate(
  system: TestSystem,
  certificateId: string,
  { cert, key }: TestPair,
): Promise<void> {
  const seal = createGatewaySeal(system.controlPlane.token);
  const document = {
    formatVersion: 1,
    accountId: '000000000000',
    region: 'us-east-1',
    certificateId,
    chain: cert,
    privateKeySealed: seal.seal(key, certificateSealContext(certificateId)),
  };
  await system.acknowledged(system.controlPlane.publish('certificate', certificateId, document));
}

/** What certificate a handshake shows, and its version of TLS; rejects when it fails. */
export async function shown(
  port: number,
  serverName: string | undefined,
  options: { readonly maxVersion?: 'TLSv1.2' } = {},
): Promise<{ readonly commonName: string; readonly fingerprint: string; readonly version: string }> {
  const socket = await handshake(port, serverName, options);
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  const version = socket.getProtocol() ?? '';
  socket.destroy();
  return { commonName: String(subject.CN), fingerprint: fingerprint256, version };
}

export function handshake(
  port: number,
  servername: string | undefined,
  options: { readonly maxVersion?: 'TLSv1.2'; readonly session?: Buffer } = {},
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false, ...options });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before the handshake was over')));
  });
}

/** One request over TLS, opened for a name (SNI) and with a Host header of its own. */
export function callTls(
  port: number,
  path: string,
  { servername, host, ca }: { readonly servername?: string; readonly host: string; readonly ca?: string },
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      {
        ...{ port, host: '127.0.0.1', path, agent: false, headers: { host } },
        ...(servername === undefined ? { servername: '' } : { servername }),
        ...(ca === undefined ? { rejectUnauthorized: false } : { ca }),
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
