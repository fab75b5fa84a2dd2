import { startPostgresCluster } from '#libs/embedded-postgres';
import { silentLogger } from '#libs/telemetry';
import fs from 'node:fs';
fs.mkdirSync('/tmp/e/pg',{recursive:true}); fs.chmodSync('/tmp/e',0o755);
const c = await startPostgresCluster({dataDir:'/tmp/e/pg/d', systemFolder:'/tmp/e/pg/s', port:0, log: console});
fs.writeFileSync('/tmp/e/pg/url', c.url);
process.on('SIGTERM', async()=>{await c.stop();process.exit(0)});
setInterval(()=>{},1e6);
