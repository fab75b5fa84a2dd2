import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { family, histogramFamily, LatencySketch, type MetricFamily } from '#libs/metrics';

/** Who asks the control plane. */
const callers = ['client', 'gateway'] as const;
type CallerKind = (typeof callers)[number];

const boundsMs = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000];

/** Counts what the control plane answers: by class of status, and how long it took. */
@Injectable()
export class CallCounts {
  private readonly byStatusClass = { client: new Float64Array(10), gateway: new Float64Array(10) };
  private readonly durations = { client: new LatencySketch(), gateway: new LatencySketch() };

  /** Counts the requests of a server. */
  countThoseOf(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? '';
      const isGateways = route.startsWith('/_tollgate/') && !isForClients(route);
      this.add(isGateways ? 'gateway' : 'client', reply.statusCode, reply.elapsedTime);
      done();
    });
  }

  families(): MetricFamily[] {
    return [
      family('tollgate_management_requests_total', this.requests()),
      histogramFamily(
        'tollgate_management_request_duration_seconds',
        callers.map((from) => {
          const { count, sum } = this.durations[from];
          const upTo = new Float64Array(boundsMs.length);
          this.durations[from].addCountsUpTo(boundsMs, upTo);
          return [
            { from },
            { bounds: boundsMs.map((ms) => ms / 1_000), upTo, count, sum: sum / 1_000 },
          ] as const;
        }),
      ),
    ];
  }

  private add(from: CallerKind, status: number, tookMs: number): void {
    this.byStatusClass[from][(status / 100) | 0]! += 1;
    this.durations[from].add(tookMs);
  }

  private *requests() {
    for (const from of callers) {
      for (const digit of [2, 3, 4, 5]) {
        yield [{ from, status: `${digit}xx` }, this.byStatusClass[from][digit]!] as const;
      }
    }
  }
}

/** `/_tollgate/v1/` is for clients, but for what gateways report there; health is asked by neither. */
function isForClients(route: string): boolean {
  return route.startsWith('/_tollgate/v1/') && !route.startsWith('/_tollgate/v1/observations/');
}
