/** The names in Redis that `peer-scripts.ts` tells of. */
export interface PeerNames {
  readonly gateways: string;
  readonly dead: string;
  readonly pulse: string;
  readonly estates: string;
  /** Of the connections that a process holds. */
  connectionsOf(processName: string): string;
  /** What a process listens to. */
  channelOf(processName: string): string;
}

export function peerNames(prefix: string): PeerNames {
  return {
    gateways: `${prefix}gateways`,
    dead: `${prefix}dead`,
    pulse: `${prefix}pulse`,
    estates: `${prefix}estates`,
    connectionsOf: (processName) => `${prefix}connections:${processName}`,
    channelOf: (processName) => `${prefix}to:${processName}`,
  };
}
