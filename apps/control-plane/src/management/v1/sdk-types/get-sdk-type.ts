import { fail, ok, sdkTypeNotFound, sdkTypes, type Result } from '#libs/api-definition';
import type { GetSdkTypeRequest, SdkType } from '#libs/aws-wire';
import { presentSdkType } from './sdk-type.presenter.js';

/** GetSdkType. */
export function getSdkType(input: GetSdkTypeRequest): Result<SdkType> {
  const found = sdkTypes.find(({ id }) => id === input.id);
  return found ? ok(presentSdkType(found)) : fail(sdkTypeNotFound);
}
