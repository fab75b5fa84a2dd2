// The peer as its guide sets it up: one endpoint, one pipeline with its proxy policy alone.
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../scripts/free-port.mjs';

const require = createRequire(new URL('../peers/package.json', import.meta.url));
const port = await freePort();
const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
await writeFile(
  join(folder, 'gateway.config.yml'),
  `http: { port: ${port}, hostname: 127.0.0.1 }
apiEndpoints: { api: { host: '*', paths: '/open/*' } }
serviceEndpoints: { backend: { url: 'http://127.0.0.1:${process.argv[2]}' } }
policies: [proxy]
pipelines:
  default: { apiEndpoints: [api], policies: [{ proxy: [{ action: { serviceEndpoint: backend } }] }] }
`,
);
await writeFile(
  join(folder, 'system.config.yml'),
  'db: { redis: { emulate: true, namespace: bench } }\ncrypto: { cipherKey: bench, algorithm: aes256, saltRounds: 10 }\n',
);
const itself = dirname(require.resolve('express-gateway/package.json'));
await cp(join(itself, 'lib/config/models'), join(folder, 'models'), {
  recursive: true,
});
await require('express-gateway')().load(folder).run();
process.send(port);
