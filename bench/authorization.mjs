// What it costs to know who calls: an HTTP_PROXY method that an authorizer guards beside the same method
// open, once the authorizer's result or the token is known; and tokens that are seen for the first time.
import { measureFirstTokens } from './first-tokens.mjs';
import { startGuardedGateway } from './guarded-gateway.mjs';
import { measureInTurn } from './load.mjs';
import { startServer } from './processes.mjs';

export async function measureAuthorization({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const gateway = await startGuardedGateway({ upstreamPort: upstream.port });
  const { rates, cpuUs, ratio } = await measureInTurn(
    gateway.targets,
    quick ? { rounds: 7, seconds: 1, warmSeconds: 2 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('requests per second, medians:', rates, 'microseconds of processor time per request:', cpuUs);
  await gateway.stop();
  return [
    ['HTTP_PROXY with a cached Lambda-authorizer result / without', ratio('lambda', 'open'), '>= 0.90'],
    ['HTTP_PROXY with a cached Cognito token / without', ratio('cognito', 'open'), '>= 0.90'],
    [
      'HTTP_PROXY with a cached Cognito token / open with the same header',
      ratio('cognito', 'openWithToken'),
      '',
    ],
    ['HTTP_PROXY with AWS_IAM / without', ratio('signed', 'open'), '>= 0.75'],
    [
      'first sight of an RS256 token, thousands per second',
      await measureFirstTokens(quick ? 3_000 : 15_000),
      '>= 5',
    ],
  ];
}
