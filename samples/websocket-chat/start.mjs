// `npm run sample:chat`: starts what is not there yet (Tollgate, the functions), makes the API of the chat,
// and serves its page. Ctrl-C stops what this command has started.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureReady } from '../../scripts/ensure-ready.mjs';

const { env } = process;
// Of the AWS SDK, about the versions of Node to come; the functions inherit it.
env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const folder = fileURLToPath(new URL('.', import.meta.url));
const ports = {
  controlPlane: env.TOLLGATE_CONTROL_PLANE_PORT || 4000,
  gateway: env.TOLLGATE_GATEWAY_HTTP_PORT || 8080,
  functions: env.TOLLGATE_FUNCTION_HOST_PORT || 9001,
  page: env.CHAT_PORT || 3001,
};
const region = env.TOLLGATE_REGION || 'us-east-1';
const controlPlaneUrl = `http://127.0.0.1:${ports.controlPlane}`;
const functionsUrl = `http://127.0.0.1:${ports.functions}`;
const children = [];
const yesOrNo = [() => true, () => false];

await ensureReady();
const dataDir = resolve(env.TOLLGATE_DATA_DIR || '.tollgate');
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(0));
try {
  await start();
} catch (error) {
  console.error(`the chat was not started: ${error.message}`);
  await stop(1);
}

async function start() {
  if (!(await responds(`${controlPlaneUrl}/_tollgate/ready`))) await startTollgate();
  const settings = { endpoint: controlPlaneUrl, region, credentials: await credentials() };
  // Both load the AWS SDK, which is there from here on.
  const { ensureApi, stageName } = await import('./set-up/ensure-api.mjs');
  const { keysForFunctions } = await import('./set-up/ensure-user.mjs');
  const { servePage } = await import('./set-up/serve-page.mjs');
  const apiId = await ensureApi(settings);
  // By its path, since not every system finds names below `localhost`.
  const stage = `127.0.0.1:${ports.gateway}/_aws/execute-api/${apiId}/${stageName}`;
  await startFunctions({
    ...(await keysForFunctions(settings, apiId, stageName)),
    AWS_REGION: region,
    CHAT_CONNECTIONS_URL: `http://${stage}`,
    CHAT_PEOPLE_DIR: join(dataDir, 'websocket-chat'),
  });
  await tryHandshake(`ws://${stage}?name=somebody`);
  const { url } = await servePage(Number(ports.page), `ws://${stage}`).catch((error) => {
    throw new Error(`the page cannot be served (${error.message}); set CHAT_PORT`, { cause: error });
  });
  console.log(`the chat is at ${url} (open it twice)`);
}

async function startTollgate() {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...env, AWS_ENDPOINT_URL_LAMBDA: functionsUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C comes to this command alone, which then stops it.
    detached: true,
  });
  children.push(child);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    said = (said + text).slice(-1000);
  });
  await until(() => said.includes('tollgate is ready'), child, 'Tollgate');
}

async function startFunctions(environment) {
  if (await responds(functionsUrl))
    throw new Error(
      `port ${ports.functions} is in use; stop the function host that has it, or set TOLLGATE_FUNCTION_HOST_PORT`,
    );
  const child = spawn(process.execPath, ['dist/apps/function-host/src/main.js'], {
    env: {
      PATH: env.PATH,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED,
      TOLLGATE_FUNCTION_HOST_PORT: String(ports.functions),
      TOLLGATE_FUNCTIONS_DIR: join(folder, 'functions'),
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  children.push(child);
  await until(() => responds(functionsUrl), child, 'the function host');
}

/** The keys of the first start, or those in the environment for a Tollgate that has its data elsewhere. */
async function credentials() {
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY)
    return { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY };
  const file = join(dataDir, 'credentials');
  await until(() => access(file).then(...yesOrNo), undefined, file);
  const text = await readFile(file, 'utf8');
  const value = (name) => new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1];
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') };
}

/** A Tollgate that was running before looks for functions where it was told to. */
async function tryHandshake(url) {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(url);
  try {
    await once(socket, 'open');
    socket.close();
  } catch (error) {
    const advice = `Stop Tollgate and run this again, or start it with AWS_ENDPOINT_URL_LAMBDA=${functionsUrl}`;
    throw new Error(`its functions are not called (${error.message}). ${advice}`, { cause: error });
  }
}

/** Whether anything listens there. */
async function responds(url) {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(...yesOrNo);
}

async function until(isSo, child, what) {
  for (let tries = 0; !(await isSo()); tries++) {
    if (child && child.exitCode !== null) throw new Error(`${what} has ended`);
    if (tries === 600) throw new Error(`${what} is not there`);
    await delay(200);
  }
}

async function stop(code) {
  // Tollgate first: its functions are to hear of the connections that it ends.
  for (const child of children) {
    if (child.exitCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  process.exit(code);
}
