import type { SdkType as Definition } from '#libs/api-definition';
import type { SdkType } from '#libs/aws-wire';

/** An SDK type as AWS shows it. */
export const presentSdkType = ({ configurationProperties, ...type }: Definition): SdkType => ({
  ...type,
  configurationProperties: configurationProperties.map(({ defaultValue, ...property }) => ({
    ...property,
    defaultValue: defaultValue ?? undefined,
  })),
});
