import type { TestControlPlane } from '../../apps/control-plane/src/testing/start-control-plane.js';
import type { FuzzCall } from './arbitrary-call.js';

/** What calls can be about: one of everything that the contract test makes. */
export type World = Readonly<Record<string, string>>;

/** A call that makes something of a world. */
export interface MakingStep {
  readonly operation: string;
  input(known: World): object;
  readonly keeps: Readonly<Record<string, string>>;
}

/** How a world is made. */
export interface WorldMaker {
  readonly steps: readonly MakingStep[];
  /** Calls the operation by the SDK. */
  send(plane: TestControlPlane, operation: string, input: object): Promise<object>;
}

/**
 * Makes a new one beside those of earlier runs. What belongs to the account, not to an API, is made once: a
 * second time it is in the way.
 */
export async function createWorld(plane: TestControlPlane, maker: WorldMaker, before: World): Promise<World> {
  const world: Record<string, string> = { ...before };
  for (const step of maker.steps) {
    // A key pair takes longer than all else together; one serves every run.
    if (step.operation === 'GenerateClientCertificate' && world.certificateId) continue;
    try {
      const output = await maker.send(plane, step.operation, step.input(world));
      for (const [name, member] of Object.entries(step.keeps)) {
        world[name] = (output as Readonly<Record<string, string>>)[member]!;
      }
    } catch (error) {
      // Names that an earlier run has left taken, and what builds on them.
      if (!isRefusal(error)) throw error;
    }
  }
  return world;
}

function isRefusal(error: unknown): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return ($metadata?.httpStatusCode ?? 500) < 500;
}

/** Half a surrogate pair has no UTF-8; it goes out as the replacement character. */
const wellFormed = (text: string): string => Buffer.from(text).toString('utf8');

/** The call with the world's names filled in: ready to be signed. */
export function requestOf(call: FuzzCall, world: World): { target: string; body: string | Uint8Array } {
  const fill = (text: string) =>
    text.replace(/\$([a-zA-Z]+)/g, (whole, name: string) => world[name] ?? whole);
  // What UTF-16 allows and UTF-8 does not cannot be in a URL.
  const escape = (text: string) =>
    encodeURIComponent(wellFormed(fill(text))).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const path = `/${call.path.map((segment) => escape(segment) || 'x').join('/')}`;
  const query = call.query.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&');
  return {
    target: query === '' ? path : `${path}?${query}`,
    body:
      call.body === null
        ? ''
        : 'json' in call.body
          ? wellFormed(fill(call.body.json))
          : Buffer.from(call.body.base64, 'base64'),
  };
}
