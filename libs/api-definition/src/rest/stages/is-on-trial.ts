import { canaryGuard } from '../../account/tags/index.js';
import type { Stage } from './stage.js';

/** Whether the stage's canary gets requests by which a rule of its tags is to judge it. */
export function isOnTrial({ canarySettings, tags }: Pick<Stage, 'canarySettings' | 'tags'>): boolean {
  return canarySettings !== null && canarySettings.percentTraffic > 0 && canaryGuard(tags) !== null;
}
