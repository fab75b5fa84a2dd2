import type {
  ExplainedCache,
  ExplainedCall,
  ExplainedRefusal,
  ExplainedStep,
  Explanation,
} from './explanation.js';

const marks = { passed: '+', refused: 'x', 'not reached': ' ' } as const;

/** An explanation for a person at a terminal: who and what, the road with its times, what to change. */
export function printExplanation(explanation: Explanation): string {
  const { steps, refusal, cache = null, integration } = explanation;
  const parts = [headOf(explanation)];
  if (steps.length > 0) parts.push(['The road', ...roadOf(steps)]);
  if (cache !== null) parts.push(['The cache', ...cacheOf(cache)]);
  if (integration !== null) parts.push(['The integration', ...callOf(integration)]);
  const answered = cache?.result === 'hit' ? 'Answered from the cache.' : 'Answered by its integration.';
  parts.push(refusal === null ? [answered] : ['Refused', ...refusalOf(refusal)]);
  return `${parts.map((lines) => lines.map(printable).join('\n')).join('\n\n')}\n`;
}

function headOf(explanation: Explanation): string[] {
  const { requestId, extendedRequestId, gatewayId, request, served, caller, status, traceId } = explanation;
  const { httpMethod, host, path, sourceIp } = request;
  const answered = status === 0 ? 'the caller left before there was a response' : `answered ${status}`;
  const lines = [
    `Request ${requestId} (${extendedRequestId})`,
    httpMethod === ''
      ? '  Its head could not be read.'
      : `  ${httpMethod} ${path} to ${host} from ${sourceIp}`,
    `  Received ${new Date(explanation.receivedAtMs).toISOString()} by gateway ${gatewayId}`,
    `  After ${explanation.tookMs} ms ${answered}; bytes of bodies: ${explanation.bytesIn} in, ${explanation.bytesOut} out`,
  ];
  if (served !== null) {
    const { apiId, stageName, deploymentId, isCanary, method } = served;
    const release = `${isCanary ? 'its canary on ' : ''}deployment ${deploymentId}`;
    lines.push(
      `  API ${apiId}, stage ${stageName}, ${release}, ${method === null ? 'no method' : `method ${method}`}`,
    );
  }
  if (caller.apiKeyId !== null) lines.push(`  Key ${caller.apiKeyId}${planOf(caller.usagePlanId)}`);
  if (caller.principalId !== null) lines.push(`  Principal ${caller.principalId}`);
  if (traceId !== null) lines.push(`  Trace ${traceId}`);
  return lines;
}

const planOf = (usagePlanId: string | null): string =>
  usagePlanId === null ? '' : ` of usage plan ${usagePlanId}`;

function roadOf(steps: readonly ExplainedStep[]): string[] {
  const width = Math.max(...steps.map(({ name }) => name.length));
  return steps.map(({ name, outcome, waitedMs }) => {
    const said = outcome === 'passed' ? '' : outcome;
    const waited = waitedMs === null ? '' : `waited ${waitedMs} ms`;
    const note = [waited, said].filter((text) => text !== '').join(', ');
    return `  ${marks[outcome]} ${name.padEnd(width)}  ${note}`.trimEnd();
  });
}

function cacheOf({ result, keyParameters, ageSeconds, notKept }: ExplainedCache): string[] {
  const age = ageSeconds === null ? '' : `, ${ageSeconds} s old`;
  const declared = keyParameters.length === 0 ? 'no parameters' : keyParameters.join(', ');
  const lines = [`  ${result}${age}`, `  Told apart by ${declared}`];
  if (notKept !== null) lines.push(`  Not kept: ${notKept}`);
  return lines;
}

function callOf({ uri, sentAfterMs, endedAfterMs, status }: ExplainedCall): string[] {
  const sent = sentAfterMs === null ? 'not sent' : `sent after ${sentAfterMs} ms`;
  const ended =
    endedAfterMs === null
      ? 'no end was seen'
      : `${status === null ? 'failed' : status} after ${endedAfterMs} ms`;
  return [`  ${uri}`, `  ${sent}, ${ended}`];
}

function refusalOf({ code, responseType, meaning, detail, comparison, check }: ExplainedRefusal): string[] {
  const lines = [
    `  ${code}${responseType === null ? '' : `, gateway response ${responseType}`}`,
    `  ${meaning}`,
  ];
  if (detail !== '') lines.push(`  Which: ${detail}`);
  if (comparison !== null) lines.push('  Compared:', ...comparison.split('\n').map((line) => `    ${line}`));
  lines.push(`  To look at: ${check}`);
  return lines;
}

/** What callers have sent must not drive a terminal (control characters of Unicode, category Cc). */
const printable = (line: string): string => line.replace(/\p{Cc}/gu, '?');
