import { escapeControls } from "../../../convex/shared/kinds/kind.js";
import { maskSecrets } from "../../secrets.js";
import { asTyped } from "../nextCommand.js";
import { paint, takesColour } from "./colour.js";

/** Where a command prints: the answer to stdout, everything else to stderr. */
export interface Streams<Stream = OutputStream> {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** A terminal, a pipe, or a test that keeps what it gets. */
interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** Everything a command prints goes through here, whoever made the text. */
export class SafeStream {
  private readonly isColoured: boolean;

  constructor(
    private readonly stream: OutputStream,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {
    this.isColoured = takesColour(this.isTTY, env);
  }

  get isTTY(): boolean {
    return this.stream.isTTY ?? false;
  }

  /** A terminal that does not know its width says 0. */
  get columns(): number {
    return this.stream.columns || 80;
  }

  get lines(): number {
    return this.stream.rows || 24;
  }

  /** For programs: never coloured. */
  write(text: string): void {
    this.stream.write(makePrintable(text));
  }

  /** One document, on a line of its own. */
  writeJson(value: unknown): void {
    this.write(asTyped(`${JSON.stringify(value)}\n`, this.env));
  }

  /** For readers. */
  print(text: string): void {
    const printable = asTyped(makePrintable(text), this.env);
    this.stream.write(this.isColoured ? paint(printable) : printable);
  }

  /** This line and those above it become empty; the cursor goes to the start of the first. */
  clearLines(count: number): void {
    this.stream.write(`\r\u001b[2K${"\u001b[1A\u001b[2K".repeat(count - 1)}`);
  }
}

/** Without secrets and control characters. Valid JSON stays valid JSON. */
export function makePrintable(text: string): string {
  return escapeControls(maskSecrets(text.replaceAll("\r\n", "\n")));
}
