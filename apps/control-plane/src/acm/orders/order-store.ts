import { ok } from '#libs/api-definition';
import type { ReadCertificate } from '#libs/certificates';
import {
  acmeChallenges,
  certificateOrders,
  certificates,
  type AcmeChallengeRow,
  type CertificateOrder,
} from '#libs/persistence';
import type { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';

type Order = Pick<CertificateOrder, 'certificateId' | 'owner'>;

/** What becomes of an order, each in one transaction; gateways hear of it before it goes on. */
export class OrderStore {
  constructor(private readonly units: UnitOfWorkRunner) {}

  save(order: CertificateOrder, nextAtMs: number): Promise<void> {
    return this.units.write(async (uow) => ok(await certificateOrders.save(uow, order, nextAtMs)));
  }

  putOff({ certificateId }: Order, nextAtMs: number): Promise<void> {
    return this.units.write(async (uow) => ok(await certificateOrders.putOff(uow, certificateId, nextAtMs)));
  }

  challengesOf({ certificateId }: Order): Promise<AcmeChallengeRow[]> {
    return this.units.read(async (uow) => ok(await acmeChallenges.of(uow, certificateId)));
  }

  /** Whether every connected gateway answers all of them. */
  areServed(challenges: readonly AcmeChallengeRow[]): Promise<boolean> {
    return this.units.read(async (uow) => {
      for (const { token } of challenges) if (!(await acmeChallenges.isServed(uow, token))) return ok(false);
      return ok(true);
    });
  }

  answerTo({ certificateId, owner }: Order, challenges: readonly AcmeChallengeRow[]): Promise<void> {
    return this.units.write(async (uow, publish) => {
      // Not of a certificate that somebody has deleted meanwhile.
      if (!(await certificates.lock(uow, owner, certificateId))) return ok(undefined);
      for (const challenge of challenges) await acmeChallenges.put(uow, challenge);
      await publish(owner, 'publish-certificate', { certificateId });
      return ok(undefined);
    });
  }

  /** The order begins anew at a time, with another key. */
  startOver(order: CertificateOrder, nextAtMs: number): Promise<void> {
    const { certificateId, owner, attempts } = order;
    return this.units.write(async (uow, publish) => {
      const anew = {
        certificateId,
        privateKeySealed: null,
        request: null,
        orderUrl: null,
        attempts: attempts + 1,
      };
      await certificateOrders.save(uow, anew, nextAtMs);
      await acmeChallenges.removeOf(uow, certificateId);
      await publish(owner, 'publish-certificate', { certificateId });
      return ok(undefined);
    });
  }

  giveUp(
    { certificateId, owner }: Order,
    status: 'FAILED' | 'VALIDATION_TIMED_OUT',
    failureReason: string | null,
  ): Promise<void> {
    return this.units.write(async (uow, publish) => {
      const certificate = await certificates.lock(uow, owner, certificateId);
      if (!certificate) return ok(undefined);
      await certificates.update(uow, { ...certificate, status, failureReason });
      await certificateOrders.remove(uow, certificateId);
      await acmeChallenges.removeOf(uow, certificateId);
      await publish(owner, 'publish-certificate', { certificateId });
      return ok(undefined);
    });
  }

  /** The certificate is what was issued, from the moment that this resolves on gateways too. */
  issue(
    { certificateId, owner }: Order,
    { issued }: ReadCertificate,
    privateKeySealed: Buffer,
    nowMs: number,
  ): Promise<void> {
    return this.units.write(async (uow, publish) => {
      const certificate = await certificates.lock(uow, owner, certificateId);
      if (!certificate) return ok(undefined);
      const now = {
        ...certificate,
        status: 'ISSUED' as const,
        issued,
        issuedAtMs: nowMs,
        failureReason: null,
      };
      await certificates.update(uow, now, privateKeySealed);
      await certificateOrders.remove(uow, certificateId);
      await acmeChallenges.removeOf(uow, certificateId);
      await publish(owner, 'publish-certificate', { certificateId });
      return ok(undefined);
    });
  }
}
