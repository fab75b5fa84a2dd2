import type { HttpPass } from '../http-draft.js';

/** What speaks anything but HTTP has other routes, which nothing below can read. */
export const refuseUnservedProtocol: HttpPass = (draft, diagnostics) => {
  const { protocolType } = draft.definition.api;
  if (protocolType !== 'HTTP') {
    diagnostics.add(
      'protocol-not-served',
      'Api',
      `APIs of protocol type ${protocolType} cannot be served yet`,
    );
  }
  return draft;
};
