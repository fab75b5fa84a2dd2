// What a table of many API keys costs: memory of the process, and the rate of metered requests, against a
// gateway with ten keys.
import { apiPath, startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { memoryMb, startServer } from './processes.mjs';

export async function measureKeys({ quick }) {
  const many = quick ? 100_000 : 1_000_000;
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const few = await startGateway({ keys: 10, upstreamPort: upstream.port });
  const large = await startGateway({ keys: many, upstreamPort: upstream.port });
  const target = ({ port, pid }) => ({ port, pid, path: `${apiPath}/metered-mock`, key: 'key-7' });
  const { ratio } = await measureInTurn(
    { few: target(few), large: target(large) },
    quick ? { rounds: 5, seconds: 1, warmSeconds: 2 } : { rounds: 25, seconds: 1, warmSeconds: 6 },
  );
  const moreMb = (await memoryMb(large.pid)) - (await memoryMb(few.pid));
  await few.stop();
  await large.stop();
  return [
    [`memory for ${many} keys, MB`, moreMb, '<= 150'],
    [`metered request at ${many} keys / at 10`, ratio('few', 'large'), '<= 1.2'],
  ];
}
