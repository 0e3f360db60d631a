/** Where files lie that rows name. */
export interface Place {
  /** What is there under this name now; null: nothing. Throws for trouble that may pass. */
  find(key: string): Promise<FoundFile | null>;
}

export interface FoundFile {
  readonly size: number;
  /** Another one whenever the contents are others; null: that cannot be known without reading them. */
  readonly version: string | null;
  /** Its media type; null where nobody knows it. */
  readonly contentType: string | null;
  /** Brings its bytes to this machine. */
  open(): Promise<LocalFile>;
}

export interface LocalFile {
  readonly path: string;
  /** The file is no longer needed here. */
  close(): Promise<void>;
}
