import { Facts } from '../../kit/facts.js';
import type { CanarySettings, Stage } from '../../wire/generated/apigateway.js';
import { canaryHeader } from './stage-tags.js';
import { textOf } from './variable-lines.js';

interface CanarySettingsFactsProps {
  readonly stage: Stage;
  readonly canary: CanarySettings;
}

/** What a canary has otherwise than its stage, and who gets it beside those who are drawn. */
export const CanarySettingsFacts = ({ stage, canary }: CanarySettingsFactsProps) => (
  <Facts
    facts={[
      ['Variables of its own', textOf(canary.stageVariableOverrides ?? {}).replaceAll('\n', ', ') || 'none'],
      ['Uses the cache of the stage', canary.useStageCache ? 'yes' : 'no: its requests are not cached'],
      ['Header that chooses', stage.tags?.[canaryHeader]],
    ]}
  />
);
