import type { cloudwatch } from '#libs/aws-wire';
import type { Dimension } from '#libs/cloudwatch';

/** Dimensions of the wire; of a name that is there twice the last counts. */
export const toDimensions = (dimensions: readonly cloudwatch.Dimension[] = []): Dimension[] => {
  const byName = new Map(dimensions.map(({ Name, Value }) => [Name, { name: Name, value: Value }]));
  return [...byName.values()];
};
