/** Something that runs and can be ended. */
export interface Member {
  readonly name: string;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** Ends it now. */
  kill(): void;
}

/** Everything that a launcher has started, in order. */
export interface Fleet {
  readonly stopping: boolean;
  /** Adds a member; one that arrives after the stop has begun is stopped at once. */
  add(member: Member): Promise<void>;
  /** Stops the members one by one, last started first. Further calls wait for the same end. */
  stop(): Promise<void>;
  killAll(): void;
}

export function createFleet(): Fleet {
  const members: Member[] = [];
  let stopped: Promise<void> | undefined;
  const stopAll = async () => {
    for (let member = members.at(-1); member; member = members.at(-1)) {
      await member.stop();
      members.splice(members.indexOf(member), 1);
    }
  };
  return {
    get stopping() {
      return stopped !== undefined;
    },
    add: async (member) => {
      if (stopped) return member.stop();
      members.push(member);
    },
    stop: () => (stopped ??= stopAll()),
    killAll: () => members.forEach((member) => member.kill()),
  };
}
