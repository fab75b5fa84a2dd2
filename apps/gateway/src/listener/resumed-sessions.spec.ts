import {
  domainDocument,
  domainName,
  handshake,
  publishCertificate,
  publishDomain,
} from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair } from '../testing/tls-backend.js';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod('here') } }));
  await publishCertificate(system, 'c1', await makePair(domainName));
  await publishDomain(system, domainDocument({ certificateId: 'c1' }));
});
afterAll(() => system?.stop());

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a session of %s that is taken up again is served',
  async (version) => {
    let session: Buffer | undefined;
    for (const isResumed of [false, true]) {
      const socket = await handshake(system.gateway.httpsPort, domainName, {
        ...(version === 'TLSv1.2' && { maxVersion: version }),
        ...(session && { session }),
      });
      socket.on('session', (given: Buffer) => (session = given));
      if (version === 'TLSv1.2') session = socket.getSession();
      expect(socket.isSessionReused()).toBe(isResumed);
      socket.write(`GET /pets HTTP/1.1\r\nHost: ${domainName}\r\nConnection: close\r\n\r\n`);
      let response = '';
      for await (const chunk of socket) response += String(chunk);
      expect(response).toMatch(/^HTTP\/1\.1 200 /);
    }
  },
);
