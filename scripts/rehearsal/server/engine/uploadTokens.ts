import { randomBytes } from "node:crypto";

/** As the server has it: within the hour a token may be used again, and each upload is a file of its own. */
const validMs = 60 * 60 * 1_000;

/** The tokens of upload URLs: whose file storage they open, and until when. */
export class UploadTokens {
  private readonly issued = new Map<string, { componentPath: string; until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  issue(componentPath: string): string {
    const token = randomBytes(24).toString("hex");
    this.issued.set(token, { componentPath, until: this.now() + validMs });
    return token;
  }

  /** The component a valid token was issued in; undefined for every other token. */
  componentOf(token: string): string | undefined {
    const found = this.issued.get(token);
    return found !== undefined && this.now() <= found.until ? found.componentPath : undefined;
  }
}
