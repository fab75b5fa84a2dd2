// Requests per second, by wrk when it is there, else by autocannon. Rounds take turns, so that a slow moment of the machine hits all.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { hasTool } from './processes.mjs';

const usualConnections = 64;

export async function measureInTurn(targets, { rounds, seconds }) {
  const seen = {};
  for (const [name, target] of Object.entries(targets)) {
    await check(name, target);
    await measure(target, 1);
    seen[name] = [];
  }
  for (let round = 0; round < rounds; round++)
    for (const [name, target] of Object.entries(targets)) seen[name].push(await measure(target, seconds));
  return Object.fromEntries(Object.entries(seen).map(([name, rates]) => [name, Math.round(median(rates))]));
}

/** A target that refuses quickly would look fast. */
async function check(name, { port, path, key }) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: key ? { 'x-api-key': key } : {} });
  if (answer.status !== 200) throw new Error(`${name} answers ${answer.status}: ${await answer.text()}`);
  await answer.text();
}

async function measure({ port, path, key, connections = usualConnections }, seconds) {
  const url = `http://127.0.0.1:${port}${path}`;
  const header = key ? ['-H', `x-api-key: ${key}`] : [];
  if (hasTool('wrk')) {
    const output = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, ...header, url]);
    if (/Non-2xx/.test(output)) throw new Error(`${url} was refused under load:\n${output}`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]);
  }
  const args = ['autocannon', '-j', '-c', String(connections), '-d', String(seconds), ...header, url];
  const result = JSON.parse(await run('npx', args));
  if (result.non2xx > 0) throw new Error(`${url} was refused under load ${result.non2xx} times`);
  return result.requests.average;
}

/** The child inherits this process's core. */
async function run(command, args) {
  return text(spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] }).stdout);
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
