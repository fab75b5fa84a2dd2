import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { acknowledgementChannel, feedChannel, testInvocationChannel, type Database } from '#libs/persistence';
import { DATABASE } from '../tokens.js';
import { ChangeSignal } from './change-signal.js';

/** What Postgres tells all control planes: one connection per channel, however many wait. */
@Injectable()
export class Signals implements OnModuleInit, OnModuleDestroy {
  /** Something was published, or a job has ended. */
  readonly feed = new ChangeSignal();
  /** A gateway has acknowledged, come or gone. */
  readonly gateways = new ChangeSignal();
  /** There is a new test invocation, or the result of one. */
  readonly tests = new ChangeSignal();
  private readonly stops: (() => Promise<void>)[] = [];

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    this.stops.push(
      ...(await Promise.all([
        this.database.listen(feedChannel, () => this.feed.raise()),
        this.database.listen(acknowledgementChannel, () => this.gateways.raise()),
        this.database.listen(testInvocationChannel, () => this.tests.raise()),
      ])),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.feed.close();
    this.gateways.close();
    this.tests.close();
    await Promise.all(this.stops.map((stop) => stop()));
  }
}
