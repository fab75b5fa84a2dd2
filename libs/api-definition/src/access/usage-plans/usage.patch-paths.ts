import { ok } from '../../domain-error.js';
import { patchedNumber, perPath, type PatchTable } from '../../patch/index.js';

/**
 * What UpdateUsage may touch: what is left of the running period, upwards or downwards (API reference:
 * UpdateUsage).
 */
export interface UsagePatch {
  /** Null: as it is. */
  readonly remaining: number | null;
}

export const usagePatchPaths: PatchTable<UsagePatch> = {
  refuse: perPath,
  rules: [
    {
      path: '/remaining',
      ops: {
        replace: (_draft, change) => {
          const remaining = patchedNumber(change, { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
          return remaining.ok ? ok({ remaining: remaining.value }) : remaining;
        },
      },
    },
  ],
};
