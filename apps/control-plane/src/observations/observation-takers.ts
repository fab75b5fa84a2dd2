import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { ObservationKind } from '#libs/observations';
import { TakesObservations, type ObservationTaker } from './observation-taker.js';

/** The providers with `@TakesObservations`, one per kind. */
@Injectable()
export class ObservationTakers implements OnModuleInit {
  private readonly takers = new Map<string, ObservationTaker>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const provider of this.discovery.getProviders({ metadataKey: TakesObservations.KEY })) {
      const kind = this.discovery.getMetadataByDecorator(TakesObservations, provider)!;
      if (this.takers.has(kind)) throw new Error(`two providers take ${kind}`);
      this.takers.set(kind, provider.instance as ObservationTaker);
    }
  }

  /** Undefined where nobody takes it. */
  find(kind: ObservationKind): ObservationTaker | undefined {
    return this.takers.get(kind);
  }
}
