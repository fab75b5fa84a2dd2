import type { ProtocolCase } from '../protocol-case.js';
import { closeFrameCases } from './close-frames.js';
import { controlFrameCases } from './control-frames.js';
import { fragmentationCases } from './fragmentation.js';
import { framingCases } from './framing.js';
import { limitCases } from './limits.js';
import { maskCases, reservedBitCases } from './masks-and-reserved-bits.js';
import { utf8Cases } from './utf8.js';

export { handshakeCases } from './handshakes.js';

/** All of them, each on a connection of its own. */
export const protocolCases: readonly ProtocolCase[] = [
  ...framingCases,
  ...maskCases,
  ...reservedBitCases,
  ...controlFrameCases,
  ...fragmentationCases,
  ...utf8Cases,
  ...closeFrameCases,
  ...limitCases,
];
