import { randomUUID } from 'node:crypto';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AcmeClient, AcmeProblem, newAccountKey, type AcmeSend } from '#libs/acme';
import {
  acmeAccounts,
  certificateOrders,
  type CertificateOrder,
  type Database,
  type Sealer,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from '../../config.js';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { CONFIG, DATABASE, LOGGER, NOW, SEALER, type Runtime } from '../../tokens.js';
import { createAcmeSend } from './acme-send.js';
import { advanceOrder, tryAgain, type OrderServices } from './advance-order.js';
import { OrderStore } from './order-store.js';

const everyMs = 1_000;
/** So long after the process that speaks for the account has died another does. */
const heldMs = 15_000;
const holdAgainMs = 5_000;
const renewalsEveryMs = 60_000;
/** When the authority is away, or does not say what is wrong. */
const laterMs = 30_000;
const rateLimitedMs = 3_600_000;

/**
 * Has certificates issued, and renewed in time: one order at a time over all control planes, since one of
 * them holds the account. It is here and not in the worker because keys of certificates are sealed with the
 * master key, of which the worker knows nothing.
 */
@Injectable()
export class CertificateIssuer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly holder = randomUUID();
  private readonly store: OrderStore;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private isHeld = false;
  private renewalsAtMs = 0;
  private transport: Awaited<ReturnType<typeof createAcmeSend>> | null = null;
  private client: AcmeClient | null = null;

  constructor(
    units: UnitOfWorkRunner,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(CONFIG) private readonly config: ControlPlaneConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {
    this.store = new OrderStore(units);
  }

  onApplicationBootstrap(): void {
    if (this.config.acmeDirectory !== undefined) this.next(this.config.acmeDirectory);
  }

  /** The order that is on its way is left to whoever takes the account over. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    await this.transport?.close();
  }

  private next(directoryUrl: string): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.run(directoryUrl)
        .catch((error: unknown) => this.log.warn('certificates are looked after later', { error }))
        .then(() => this.next(directoryUrl));
    }, everyMs);
  }

  /** Everything that there is to do, if nobody else does it. */
  private async run(directoryUrl: string): Promise<void> {
    const keySealed = await this.hold(directoryUrl);
    if (!keySealed) return;
    const holding = setInterval(() => void this.hold(directoryUrl).catch(() => this.lose()), holdAgainMs);
    try {
      const services = await this.servicesOf(directoryUrl, keySealed);
      if (this.renewalsAtMs <= this.now()) {
        await this.database.write((uow) => certificateOrders.addRenewals(uow, this.now()));
        this.renewalsAtMs = this.now() + renewalsEveryMs;
      }
      while (!this.stopped && this.isHeld) {
        const order = await this.database.read((uow) => certificateOrders.next(uow, this.now()));
        if (!order) return;
        await this.advance(order, services);
      }
    } finally {
      clearInterval(holding);
    }
  }

  private async advance(order: CertificateOrder, services: OrderServices): Promise<void> {
    try {
      await advanceOrder(order, services);
    } catch (error) {
      const { certificateId } = order;
      if (!(error instanceof AcmeProblem)) {
        this.log.warn('the authority for certificates cannot be asked', { certificateId, error });
        return this.store.putOff(order, this.now() + laterMs);
      }
      if (mustBeginAnew(order, error)) await tryAgain(order, error, services);
      else await this.waitFor(order, error);
    }
  }

  private async waitFor(order: CertificateOrder, problem: AcmeProblem): Promise<void> {
    const { type, detail } = problem;
    this.log.warn('the authority for certificates refuses', {
      certificateId: order.certificateId,
      type,
      detail,
    });
    await this.store.putOff(order, this.now() + (type === 'rateLimited' ? rateLimitedMs : laterMs));
  }

  /** The account's key, if this process speaks for it from now on. */
  private async hold(directoryUrl: string): Promise<Buffer | null> {
    const nowMs = this.now();
    const keySealed = await this.database.write((uow) =>
      acmeAccounts.hold(uow, directoryUrl, {
        holder: this.holder,
        newKeySealed: () => this.sealer.seal(newAccountKey(), acmeAccounts.sealContextOf(directoryUrl)),
        nowMs,
        untilMs: nowMs + heldMs,
      }),
    );
    this.isHeld = keySealed !== null;
    return keySealed;
  }

  private lose(): void {
    this.isHeld = false;
  }

  private async servicesOf(directoryUrl: string, keySealed: Buffer): Promise<OrderServices> {
    this.transport ??= await createAcmeSend(this.config.acmeCaFile);
    const { send } = this.transport;
    const whileHeld: AcmeSend = async (...request) => {
      if (!this.isHeld) throw new Error('another process speaks for the account');
      return send(...request);
    };
    this.client ??= new AcmeClient({
      directoryUrl,
      key: this.sealer.open(keySealed, acmeAccounts.sealContextOf(directoryUrl)),
      contact: this.config.acmeContact === undefined ? null : `mailto:${this.config.acmeContact}`,
      send: whileHeld,
    });
    const { store, sealer, log, now, client } = this;
    return { client, store, sealer, log, now };
  }
}

/** An order that the authority does not know any more, or does not take for one. */
const mustBeginAnew = ({ orderUrl }: CertificateOrder, { type, status }: AcmeProblem): boolean =>
  type !== 'rateLimited' && (orderUrl === null ? status < 500 : status === 404 || type === 'badCSR');
