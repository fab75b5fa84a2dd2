/** Which control plane a gateway belongs to, and as whom it speaks to it. */
export interface ControlPlaneMember {
  /** Maybe with a path, where a proxy in front of it takes one. */
  readonly controlPlaneUrl: string;
  readonly token: string;
  readonly gatewayId: string;
}

/** Where calls of the control plane go, and the headers that all of them have. */
export interface ControlPlaneAddress {
  readonly origin: string;
  /** In front of every path; empty, or without a slash at its end. */
  readonly basePath: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function controlPlaneAddress(member: ControlPlaneMember): ControlPlaneAddress {
  const { origin, pathname } = new URL(member.controlPlaneUrl);
  return {
    origin,
    basePath: pathname.replace(/\/+$/, ''),
    headers: {
      authorization: `Bearer ${member.token}`,
      'x-tollgate-gateway-id': member.gatewayId,
      accept: 'application/json',
    },
  };
}
