/** What an example needs running before a command can read it: `examples/<name>/open.ts` exports `openExample`. */
export interface OpenExample {
  /** The source as it is typed on the command line. */
  readonly source: string;
  /** Variables the command needs: a token, configuration that becomes rows. */
  readonly env: Readonly<Record<string, string>>;
  /** Documents that are in the target before the move, as `--existing` takes them. */
  readonly existing?: string;
  /** Stops what was started and removes its folders. */
  close(): Promise<void>;
}
