import { readBeginning, type BodyBeginning } from '../../http/body-beginning.js';
import { reject } from '../../refusals/rejection.js';
import type { Routed } from '../invocation.js';
import { msSince } from '../record/request-record.js';
import type { MethodStep, Verdict } from '../step.js';
import type { WebAclQuestion, WebAcls } from '../web-acl.js';

/** Of a body; what AWS WAF inspects by default (guide page "Use AWS WAF to protect your REST APIs"). */
const inspectedBytes = 8 * 1024;

/**
 * Asks the web ACL of the stage whether the request may go on, before anybody asks who calls. Made for stages
 * that have one. See "askWebAcl" in docs/REQUEST-PIPELINE.md.
 */
export function askWebAcl(webAcls: WebAcls, webAclArn: string): MethodStep {
  return {
    name: 'askWebAcl',
    async run(invocation): Promise<Verdict> {
      const { request, record } = invocation;
      let beginning: BodyBeginning;
      try {
        beginning = await readBeginning(request, inspectedBytes);
      } catch (error) {
        return reject('request.caller_gone', (error as Error).message);
      }
      if (beginning.isWhole && request.bodyBytes !== 0) {
        invocation.body = beginning.bytes;
        request.bodyBytesRead += beginning.bytes.length;
      }
      const gone = new AbortController();
      invocation.onCallerGone = () => gone.abort();
      const askedAfterMs = msSince(record);
      const answer = await webAcls.ask(questionOf(invocation, webAclArn, beginning), gone.signal);
      invocation.onCallerGone = null;
      invocation.webAcl = { answer, latencyMs: Math.max(0, msSince(record) - askedAfterMs) };
      if (gone.signal.aborted) return reject('request.caller_gone', 'the caller has gone');
      if ('away' in answer) {
        return webAcls.whenAway === 'pass' ? null : reject('waf.away', answer.away);
      }
      return answer.action === 'ALLOW' ? null : reject('waf.blocked', `${webAclArn} blocks the request`);
    },
  };
}

function questionOf(
  { request, record, stage, address }: Routed,
  webAclArn: string,
  { bytes, isWhole }: BodyBeginning,
): WebAclQuestion {
  const headers: [string, string][] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    headers.push([request.rawHeaders[index]!, request.rawHeaders[index + 1]!]);
  }
  return {
    webAclArn,
    requestId: record.requestId,
    accountId: stage.document.accountId,
    region: stage.document.region,
    apiId: address.apiId,
    stage: address.stageName,
    httpMethod: request.httpMethod,
    protocol: request.protocol,
    host: request.host,
    target: request.target,
    sourceIp: request.caller.ip,
    isTls: request.caller.isTls,
    headers,
    body: bytes.toString('base64'),
    bodyIsWhole: isWhole,
  };
}
