import { fail, ok, sdkTypeNotFound, sdkTypes, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { presentSdkType } from './sdk-type.presenter.js';

/** GetSdkType. */
export function getSdkType(input: v1.GetSdkTypeRequest): Result<v1.SdkType> {
  const found = sdkTypes.find(({ id }) => id === input.id);
  return found ? ok(presentSdkType(found)) : fail(sdkTypeNotFound);
}
