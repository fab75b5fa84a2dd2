import {
  newCertificateRequest,
  readProblem,
  whyInvalid,
  type AcmeClient,
  type AcmeOrder,
  type Problem,
  type RequestedKey,
} from '#libs/acme';
import { readIssued } from '#libs/certificates';
import { certificates, type CertificateOrder, type Sealer } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { finalReasonOf, giveUpAfterMs, retryAfterMs } from './order-outcome.js';
import type { OrderStore } from './order-store.js';

export interface OrderServices {
  readonly client: AcmeClient;
  readonly store: OrderStore;
  readonly sealer: Sealer;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly now: () => number;
}

/** While the authority works. */
const pollMs = 1_000;
/** While gateways take a challenge over. */
const takeOverMs = 200;
/** One that has not taken it over by then holds nothing up any longer. */
const takeOverMaxMs = 30_000;
/** An authority asks within minutes. */
const challengeMs = 3_600_000;

/**
 * Does the one thing that an order needs next, by what the authority says of it: whoever comes after a
 * process that died goes on from there. Rejects with an AcmeProblem, or when the authority cannot be reached.
 */
export async function advanceOrder(order: CertificateOrder, services: OrderServices): Promise<void> {
  const { client, store, now } = services;
  if (order.orderUrl === null || !order.request || !order.privateKeySealed) return begin(order, services);
  const asked = await client.order(order.orderUrl);
  switch (asked.status) {
    case 'pending':
      return answer(order, asked, services);
    case 'ready':
      await client.finalize(asked.finalize, order.request);
      return store.putOff(order, now() + pollMs);
    case 'processing':
      return store.putOff(order, now() + pollMs);
    case 'valid':
      return take(order, order.privateKeySealed, await client.download(asked.certificate ?? ''), services);
    case 'invalid':
      return tryAgain(order, await reasonOf(asked, client), services);
  }
}

async function begin(order: CertificateOrder, { client, store, sealer, now }: OrderServices): Promise<void> {
  const { privateKey, request } = await newCertificateRequest(
    order.names,
    order.keyAlgorithm as RequestedKey,
  );
  const { url } = await client.newOrder(order.names);
  const privateKeySealed = sealer.seal(privateKey, certificates.sealContextOf(order.certificateId));
  await store.save({ ...order, privateKeySealed, request, orderUrl: url }, now());
}

async function answer(order: CertificateOrder, asked: AcmeOrder, services: OrderServices): Promise<void> {
  const { client, store, now } = services;
  const open: { readonly url: string; readonly token: string; readonly domainName: string }[] = [];
  for (const url of asked.authorizations) {
    const authorization = await client.authorization(url);
    if (authorization.status === 'valid') continue;
    const challenge = authorization.challenges.find(({ type }) => type === 'http-01');
    if (authorization.status !== 'pending' || !challenge)
      return tryAgain(order, whyInvalid(authorization) ?? unanswerable, services);
    if (challenge.status === 'pending')
      open.push({ ...challenge, domainName: authorization.identifier.value.toLowerCase() });
  }
  const known = await store.challengesOf(order);
  const unknown = open.filter(({ token }) => known.every((one) => one.token !== token));
  if (unknown.length > 0) {
    const untilMs = now() + challengeMs;
    const challenges = unknown.map(({ token, domainName }) => {
      const keyAuthorization = client.keyAuthorization(token);
      return { token, certificateId: order.certificateId, domainName, keyAuthorization, untilMs };
    });
    await store.answerTo(order, challenges);
    return store.putOff(order, now());
  }
  if (known.some(({ untilMs }) => untilMs < now())) return tryAgain(order, unasked, services);
  const oldestMs = Math.min(...known.map(({ untilMs }) => untilMs - challengeMs));
  if (!(await store.areServed(known)) && now() - oldestMs < takeOverMaxMs)
    return store.putOff(order, now() + takeOverMs);
  for (const { url } of open) await client.respond(url);
  await store.putOff(order, now() + pollMs);
}

const unasked: Problem = { type: 'unknown', detail: 'the authority has not asked within an hour' };
const unanswerable: Problem = { type: 'unknown', detail: 'the authority does not ask by HTTP' };

async function take(
  order: CertificateOrder,
  privateKeySealed: Buffer,
  pem: string,
  services: OrderServices,
): Promise<void> {
  const { store, sealer, log, now } = services;
  const privateKey = sealer.open(privateKeySealed, certificates.sealContextOf(order.certificateId));
  const read = readIssued(pem, privateKey, now());
  if (!read.ok) return giveUp(order, 'OTHER', { type: 'unusable', detail: read.message }, services);
  await store.issue(order, read.value, privateKeySealed, now());
  log.info('a certificate was issued', { certificateId: order.certificateId, names: order.names });
}

/** Later, with a new order: what is wrong may pass. */
export async function tryAgain(
  order: CertificateOrder,
  problem: Problem,
  services: OrderServices,
): Promise<void> {
  const { store, log, now } = services;
  const reason = finalReasonOf(problem);
  if (reason !== undefined) return giveUp(order, reason, problem, services);
  if (!order.isRenewal && now() - order.beganAtMs > giveUpAfterMs)
    return store.giveUp(order, 'VALIDATION_TIMED_OUT', null);
  const afterMs = retryAfterMs(order.attempts);
  log.warn('a certificate could not be had yet', { ...described(order, problem), afterMs });
  await store.startOver(order, now() + afterMs);
}

/** A certificate that is only renewed goes on as it is, and is tried again. */
async function giveUp(
  order: CertificateOrder,
  reason: string,
  problem: Problem,
  { store, log, now }: OrderServices,
): Promise<void> {
  log.warn('a certificate cannot be had', described(order, problem));
  if (order.isRenewal) await store.startOver(order, now() + retryAfterMs(Number.MAX_SAFE_INTEGER));
  else await store.giveUp(order, 'FAILED', reason);
}

const described = ({ certificateId, names, attempts }: CertificateOrder, { type, detail }: Problem) => ({
  certificateId,
  names,
  attempts,
  problem: type,
  detail,
});

/** An order says no more than that it is invalid; its authorizations say why. */
async function reasonOf({ error, authorizations }: AcmeOrder, client: AcmeClient): Promise<Problem> {
  for (const url of authorizations) {
    const problem = whyInvalid(await client.authorization(url));
    if (problem) return problem;
  }
  return readProblem(error);
}
