import { sdkTypes } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { page } from '../../../http/page.js';
import { presentSdkType } from './sdk-type.presenter.js';

/** GetSdkTypes. */
export async function getSdkTypes(input: v1.GetSdkTypesRequest): Promise<v1.SdkTypes> {
  const { items, position } = await page(
    input,
    ({ after, count }) =>
      Promise.resolve(sdkTypes.filter(({ id }) => after === null || id > after).slice(0, count)),
    ({ id }) => id,
  );
  return { item: items.map(presentSdkType), position };
}
