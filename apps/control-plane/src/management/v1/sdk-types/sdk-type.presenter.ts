import type { SdkType } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** An SDK type as AWS shows it. */
export const presentSdkType = ({ configurationProperties, ...type }: SdkType): v1.SdkType => ({
  ...type,
  configurationProperties: configurationProperties.map(({ defaultValue, ...property }) => ({
    ...property,
    defaultValue: defaultValue ?? undefined,
  })),
});
