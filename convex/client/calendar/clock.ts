/** What pacing and back-off need of the world; a test gives its own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** 0 to 1, for jitter. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds) => await new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
