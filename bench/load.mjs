// Requests per second, by wrk when it is there, else by autocannon. Rounds take turns, so that a slow moment
// of the machine hits all.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { hasTool } from './processes.mjs';

const usualConnections = 64;

/**
 * Gives per target the medians of requests per second and, where a `pid` is given, of the process's
 * microseconds of processor time per request; and `ratio(a, b)`: how many times as much `a` does, as the
 * median over the rounds, by both measures. On a machine whose cores are not its own alone, the second is the
 * steadier. `warmSeconds` of load go before: the engine goes on compiling for some. A target with a function
 * `load` makes its own, for so many seconds.
 */
export async function measureInTurn(targets, { rounds, seconds, warmSeconds = 1 }) {
  const seen = {};
  for (const [name, target] of Object.entries(targets)) {
    if (!target.load) await check(name, target);
    await measure(target, warmSeconds);
    seen[name] = [];
  }
  const entries = Object.entries(targets);
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another one: whoever always came second was seen to lose a fifth.
    const first = round % entries.length;
    const turns = [...entries.slice(first), ...entries.slice(0, first)];
    for (const [name, target] of turns) seen[name].push(await measure(target, seconds));
  }
  const medians = (member) =>
    Object.fromEntries(
      Object.entries(seen).map(([name, figures]) => [
        name,
        Math.round(median(figures.map((of) => of[member]))),
      ]),
    );
  const ratio = (a, b) => {
    if (!seen[a] || !seen[b]) return null;
    const rounded = (quotient) => median(seen[a].map((figure, round) => quotient(figure, seen[b][round])));
    return {
      byRate: rounded((of, than) => of.rate / than.rate),
      byProcessorTime: rounded((of, than) => than.cpuUs / of.cpuUs),
    };
  };
  return { rates: medians('rate'), cpuUs: medians('cpuUs'), ratio };
}

/** A target that refuses quickly would look fast. */
async function check(name, { port, path, ...target }) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: headersOf(target) });
  if (response.status !== 200)
    throw new Error(`${name} responds ${response.status}: ${await response.text()}`);
  await response.text();
}

const headersOf = ({ key, headers = {} }) => ({ ...(key && { 'x-api-key': key }), ...headers });

async function measure({ pid, ...target }, seconds) {
  const before = processorUs(pid);
  const { requests, rate } = await (target.load ? target.load(seconds) : load(target, seconds));
  return { rate, cpuUs: (processorUs(pid) - before) / requests };
}

async function load({ port, path, connections = usualConnections, ...target }, seconds) {
  const url = `http://127.0.0.1:${port}${path}`;
  const header = Object.entries(headersOf(target)).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  if (hasTool('wrk')) {
    const output = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, ...header, url]);
    if (/Non-2xx/.test(output)) throw new Error(`${url} was refused under load:\n${output}`);
    const figure = (pattern) => Number(pattern.exec(output)[1]);
    return { requests: figure(/(\d+) requests in/), rate: figure(/Requests\/sec:\s+([\d.]+)/) };
  }
  const args = ['autocannon', '-j', '-c', String(connections), '-d', String(seconds), ...header, url];
  const result = JSON.parse(await run('npx', args));
  if (result.non2xx > 0) throw new Error(`${url} was refused under load ${result.non2xx} times`);
  return { requests: result.requests.total, rate: result.requests.average };
}

/** Of the process so far, in its own code and in the system's; NaN where that cannot be read. */
function processorUs(pid) {
  if (!pid || !existsSync(`/proc/${pid}/stat`)) return NaN;
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  // Linux counts them in hundredths of a second.
  return (user + system) * 10_000;
}

/** The child inherits this process's core. */
async function run(command, args) {
  return text(spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] }).stdout);
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
