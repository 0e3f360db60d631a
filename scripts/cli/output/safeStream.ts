import { escapeControls } from "../../../convex/shared/kinds/kind.js";
import { maskSecrets } from "../../secrets.js";
import type { OutputStream } from "./progress.js";

/**
 * Everything a command prints goes through here: secrets are masked and control characters escaped, whoever made the text.
 * In JSON both stay valid JSON.
 */
export class SafeStream {
  constructor(private readonly stream: OutputStream) {}

  get isTTY(): boolean {
    return this.stream.isTTY ?? false;
  }

  write(text: string): unknown {
    return this.stream.write(escapeControls(maskSecrets(text.replaceAll("\r\n", "\n"))));
  }

  /** The cursor goes to the start of an empty line. */
  clearLine(): void {
    this.stream.write("\r\u001b[2K");
  }
}
