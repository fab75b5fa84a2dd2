import { Group, NumberInput } from '@mantine/core';

export interface LimitFieldsProps {
  /** As typed; the empty text is no limit, or the one that is inherited. */
  readonly rateLimit?: string;
  readonly burstLimit?: string;
  /** What holds where nothing is typed, shown in the empty fields. */
  readonly inherited?: { readonly rateLimit: string; readonly burstLimit: string };
}

/** The two figures of a throttle, as fields `rateLimit` and `burstLimit` of a form. */
export const LimitFields = ({ rateLimit, burstLimit, inherited }: LimitFieldsProps) => (
  <Group grow>
    <NumberInput
      name="rateLimit"
      label="Rate"
      description="Requests a second"
      min={0}
      defaultValue={rateLimit}
      placeholder={inherited?.rateLimit}
    />
    <NumberInput
      name="burstLimit"
      label="Burst"
      description="At once"
      min={0}
      allowDecimal={false}
      defaultValue={burstLimit}
      placeholder={inherited?.burstLimit}
    />
  </Group>
);
