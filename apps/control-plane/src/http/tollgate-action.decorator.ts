import { SetMetadata } from '@nestjs/common';

/** What a call of ours needs. */
export interface TollgateAction {
  /** `ReadStageDrift`, in policies `tollgate:ReadStageDrift`. */
  readonly name: string;
  /** `restapis/:restApiId`, in policies the end of `arn:aws:tollgate:<region>:<account>:restapis/abc`. */
  readonly resource: string;
}

const TOLLGATE_ACTION = 'tollgate:action';

/** On every route below `/_tollgate/v1` that is signed: what callers must be allowed, and on what. */
export const TollgateAction = (name: string, resource: string): MethodDecorator =>
  SetMetadata(TOLLGATE_ACTION, { name, resource } satisfies TollgateAction);

/** Undefined for a handler without one. */
export const tollgateActionOf = (handler: object): TollgateAction | undefined =>
  Reflect.getMetadata(TOLLGATE_ACTION, handler) as TollgateAction | undefined;
