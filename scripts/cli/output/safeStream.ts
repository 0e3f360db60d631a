import { escapeControls } from "../../../convex/shared/kinds/kind.js";
import { maskSecrets } from "../../secrets.js";

/** Where a command prints: the answer to stdout, everything else to stderr. */
export interface Streams<Stream = OutputStream> {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** A terminal, a pipe, or a test that keeps what it gets. */
interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Everything a command prints goes through here, whoever made the text. */
export class SafeStream {
  constructor(private readonly stream: OutputStream) {}

  get isTTY(): boolean {
    return this.stream.isTTY ?? false;
  }

  write(text: string): void {
    this.stream.write(makePrintable(text));
  }

  /** The cursor goes to the start of an empty line. */
  clearLine(): void {
    this.stream.write("\r\u001b[2K");
  }
}

/** Without secrets and control characters. Valid JSON stays valid JSON. */
export function makePrintable(text: string): string {
  return escapeControls(maskSecrets(text.replaceAll("\r\n", "\n")));
}
