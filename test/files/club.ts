import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { runCutover, type Finished } from "../support/cutover.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const appDir = path.join(projectDir, "test/files/fixture-app");

/** A file of the app's storage. */
export interface Stored {
  readonly _id: string;
  readonly sha256: string;
  readonly size: number;
  readonly contentType?: string;
}

/** The club, its rows and files, and a deployment to migrate it to. */
export class Club {
  readonly env: NodeJS.ProcessEnv;

  private constructor(
    readonly dir: string,
    readonly deployment: TestDeployment,
    readonly close: () => Promise<void>,
  ) {
    const places = { CUTOVER_FILES_PICTURES: this.file("pictures"), CUTOVER_FILES_UPLOADS: this.file("uploads") };
    this.env = { ...deployment.env, ...places };
  }

  static async open(): Promise<Club> {
    const home = await temporaryDir();
    const deployment = await startDeployment(appDir);
    const club = new Club(home.dir, deployment, async () => {
      await deployment.stop();
      await home.remove();
    });
    await club.write("pictures/ada/me.png", "Ada");
    await club.write("uploads/cover one.jpg", "cover");
    await club.write("uploads/same.jpg", "cover");
    await club.write("uploads/minutes.pdf", "minutes");
    await club.members([
      ["1", "Ada", "https://old.example/pictures/ada/me.png"],
      ["2", "Bo", "gone.png"],
      ["3", "Cy", ""],
    ]);
    await club.posts([
      ["1", "1", "cover one.jpg", '["minutes.pdf","lost.txt","same.jpg"]'],
      ["2", "2", "/same.jpg", "[]"],
    ]);
    return club;
  }

  file(name: string): string {
    return path.join(this.dir, name);
  }

  async write(name: string, content: string): Promise<void> {
    await mkdir(path.dirname(this.file(name)), { recursive: true });
    await writeFile(this.file(name), content);
  }

  async members(rows: readonly (readonly string[])[]): Promise<void> {
    await this.write("source/members.csv", csv(["id", "name", "picture_path"], rows));
  }

  async posts(rows: readonly (readonly string[])[]): Promise<void> {
    await this.write("source/posts.csv", csv(["id", "member_id", "cover", "attachments"], rows));
  }

  words(...typed: string[]): string[] {
    const plan = path.join(appDir, "convex/plan.ts");
    return [...typed, "--dir", this.file("runs"), "--plan", plan, "--source", this.file("source")];
  }

  async cutover(...typed: string[]): Promise<Finished> {
    return await runCutover(this.words(...typed), this.env);
  }

  async stored(): Promise<Stored[]> {
    return await this.deployment.call<Stored[]>("storage:list", {});
  }

  async table(name: string): Promise<Record<string, unknown>[]> {
    return await this.deployment.call("storage:documents", { table: name });
  }
}

/** As Convex gives it. */
export function sha256(content: string): string {
  return createHash("sha256").update(content).digest("base64");
}

function csv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns.join(","), ...rows.map((row) => row.map(quoted).join(",")), ""].join("\n");
}

/** Without quotes an empty text is NULL. */
function quoted(value: string): string {
  return value === "" ? "" : `"${value.replaceAll('"', '""')}"`;
}
