import type { GatewayResponseTypeName } from '#libs/gateway-responses';

/** A reason why the pipeline rejects a request, and the gateway response that it is answered with. */
export interface RejectionReasonRow {
  readonly type: GatewayResponseTypeName;
  /** In place of the type's built-in status. */
  readonly status?: number;
  /** Answered as if no API were known: by the built-in text, whatever an API has set. */
  readonly withoutApi?: true;
  /** Of HTTP APIs alone, before a stage is known: answered as they answer. */
  readonly ofHttpApi?: true;
  readonly meaning: string;
  readonly check: string;
}

/** A row of the table of reasons. */
export const row = (
  type: GatewayResponseTypeName,
  meaning: string,
  check: string,
  more: Pick<RejectionReasonRow, 'status' | 'withoutApi' | 'ofHttpApi'> = {},
): RejectionReasonRow => ({ type, meaning, check, ...more });
