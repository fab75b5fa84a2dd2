import { Inject, Injectable } from '@nestjs/common';
import { captureBlockContext, readCapturedRequests, type CapturedRequest } from '#libs/observations';
import { capturedRequestContext, captures, type Sealer, type UnitOfWork } from '#libs/persistence';
import { createGatewaySeal } from '#libs/snapshot-format';
import {
  TakesObservations,
  type ObservationTaker,
  type ReadBlock,
} from '../observations/observation-taker.js';
import { GATEWAY_TOKEN, SEALER } from '../tokens.js';

/** Keeps what gateways capture: opened with their seal, and sealed with that of the installation. */
@Injectable()
@TakesObservations('captures')
export class CapturesTaker implements ObservationTaker<readonly CapturedRequest[]> {
  constructor(
    @Inject(GATEWAY_TOKEN) private readonly gatewayToken: string,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  read(bytes: Buffer): ReadBlock<readonly CapturedRequest[]> {
    const text = createGatewaySeal(this.gatewayToken).open(bytes.toString('latin1'), captureBlockContext);
    if (text === null) return { ok: false, problem: 'not sealed by a gateway of this installation' };
    const content = readCapturedRequests(text);
    return typeof content === 'string' ? { ok: false, problem: content } : { ok: true, content };
  }

  async write(uow: UnitOfWork, requests: readonly CapturedRequest[]): Promise<void> {
    for (const request of requests) {
      const sealed = this.sealer.seal(JSON.stringify(request), capturedRequestContext(request));
      await captures.add(uow, { captureId: request.captureId, requestId: request.requestId, sealed });
    }
  }
}
