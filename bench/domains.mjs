// What ten thousand custom domains cost, each with a certificate of its own: memory of the process, and whole
// handshakes, against a gateway with one domain.
import { connect } from 'node:tls';
import { generate } from 'selfsigned';
import { certificateSealContext, createGatewaySeal } from '#libs/snapshot-format';
import { domainDocument } from '../apps/gateway/src/testing/custom-domains.ts';
import { gatewayToken, startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { memoryMb, startServer } from './processes.mjs';
import { freePort } from '../scripts/free-port.mjs';

const many = 10_000;
const atOnce = 8;
const ciphers = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:ECDHE-ECDSA-AES128-GCM-SHA256';
const nameOf = (index) => `d${index}.example.com`;

export async function measureDomains({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const start = async (domains, contextsMaxMb) => {
    const httpsPort = await freePort();
    const gateway = await startGateway({
      keys: 0,
      upstreamPort: upstream.port,
      documents: await documentsOf(domains),
      env: {
        TOLLGATE_GATEWAY_HTTPS_PORT: String(httpsPort),
        ...(contextsMaxMb && { TOLLGATE_GATEWAY_TLS_CONTEXTS_MAX_MB: String(contextsMaxMb) }),
      },
    });
    return { ...gateway, httpsPort };
  };
  const one = await start(1);
  const usual = await start(many);
  const roomy = await start(many, 1024);
  const target = ({ pid, httpsPort }, choose) => ({
    pid,
    load: (seconds) => shakeHands(httpsPort, choose, performance.now() + seconds * 1000),
  });
  const evenly = () => Math.floor(Math.random() * many);
  const first = () => 0;
  // So many that all is in memory that ever will be.
  await shakeHands(roomy.httpsPort, inTurn(), Infinity, many);
  await shakeHands(usual.httpsPort, inTurn(), Infinity, 3_000);
  const { rates, cpuUs, ratio } = await measureInTurn(
    {
      one: target(one, first),
      usualEvenly: target(usual, evenly),
      usualPopular: target(usual, byPopularity()),
      roomyEvenly: target(roomy, evenly),
    },
    quick ? { rounds: 5, seconds: 2, warmSeconds: 1 } : { rounds: 15, seconds: 4, warmSeconds: 6 },
  );
  console.log('handshakes per second, medians:', rates, 'microseconds of processor time each:', cpuUs);
  const [oneMb, usualMb, roomyMb] = await Promise.all([one, usual, roomy].map(({ pid }) => memoryMb(pid)));
  for (const gateway of [one, usual, roomy]) await gateway.stop();
  return [
    [`memory for ${many} domains, MB`, usualMb - oneMb, '<= 100'],
    [`handshakes at ${many} domains, names by popularity / at one`, ratio('usualPopular', 'one'), '>= 0.9'],
    [`handshakes at ${many} domains, names evenly / at one`, ratio('usualEvenly', 'one'), ''],
    [`the same with room for all contexts / at one`, ratio('roomyEvenly', 'one'), ''],
    [`memory with room for all contexts, MB`, roomyMb - oneMb, ''],
  ];
}

/** Whole handshakes with the domains that `choose` names, until a time or so many. */
async function shakeHands(port, choose, untilMs, most = Infinity) {
  const startedMs = performance.now();
  let requests = 0;
  let begun = 0;
  const shake = (servername) =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false });
      socket.on('secureConnect', () => {
        if (socket.getPeerCertificate().subject.CN !== 'domain')
          return reject(new Error(`${servername} is not shown`));
        socket.destroy();
      });
      socket.on('error', reject).on('close', resolve);
    });
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < untilMs && begun++ < most) {
        await shake(nameOf(choose()));
        requests += 1;
      }
    }),
  );
  return { requests, rate: (requests * 1000) / (performance.now() - startedMs) };
}

function inTurn() {
  let next = 0;
  return () => next++ % many;
}

/** The n-th name is asked for a n-th as often as the first (Zipf), as names of sites are. */
function byPopularity() {
  const sums = new Float64Array(many);
  let sum = 0;
  for (let index = 0; index < many; index++) sums[index] = sum += 1 / (index + 1);
  return () => {
    const drawn = Math.random() * sum;
    let [low, high] = [0, many - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Ten different pairs, under as many ids as there are domains: a context is made for each id. */
async function documentsOf(domains) {
  const seal = createGatewaySeal(gatewayToken);
  const pairs = await Promise.all(
    Array.from({ length: 10 }, () =>
      generate([{ name: 'commonName', value: 'domain' }], { keyType: 'ec', curve: 'P-256' }),
    ),
  );
  return Array.from({ length: domains }, (_, index) => {
    const certificateId = `c${index}`;
    const { cert, private: key } = pairs[index % pairs.length];
    const certificate = {
      formatVersion: 1,
      accountId: '000000000000',
      region: 'us-east-1',
      certificateId,
      chain: cert,
      privateKeySealed: seal.seal(key, certificateSealContext(certificateId)),
    };
    const domainName = nameOf(index);
    const domain = domainDocument({ domainId: `d${index}`, domainName, certificateId, ciphers });
    return [
      ['certificate', certificateId, certificate],
      ['domain', domainName, domain],
    ];
  }).flat();
}
