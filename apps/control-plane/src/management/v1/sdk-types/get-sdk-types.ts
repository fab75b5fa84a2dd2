import { sdkTypes } from '#libs/api-definition';
import type { GetSdkTypesRequest, SdkTypes } from '#libs/aws-wire';
import { page } from '../../../http/page.js';
import { presentSdkType } from './sdk-type.presenter.js';

/** GetSdkTypes. */
export async function getSdkTypes(input: GetSdkTypesRequest): Promise<SdkTypes> {
  const { items, position } = await page(
    input,
    ({ after, count }) =>
      Promise.resolve(sdkTypes.filter(({ id }) => after === null || id > after).slice(0, count)),
    ({ id }) => id,
  );
  return { item: items.map(presentSdkType), position };
}
