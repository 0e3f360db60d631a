import { describe, expect, test } from "vitest";
import { fileKind, listKind } from "../../../convex/shared/kinds/index.js";
import { type FileName, reject } from "../../../convex/shared/kinds/kind.js";

const after = ["https://old.example/pictures/", "/uploads/"];

/** What the kind looks up, by the text of the column. */
function lookedUp(text: string): string {
  const asked: FileName[] = [];
  const kind = fileKind("pictures", { after }).files!.withFiles((name) => {
    asked.push(name);
    return "id";
  });
  const value = kind.convert(text);
  return typeof value === "string"
    ? asked.map(({ place, key }) => `${place}: ${key}`).join()
    : (value as { code: string }).code;
}

test.each([
  ["me.png", "pictures: me.png"],
  ["u1/my picture.png", "pictures: u1/my picture.png"],
  ["/u1/me.png", "pictures: u1/me.png"],
  ["https://old.example/pictures/u1/me.png", "pictures: u1/me.png"],
  ["/uploads/me.png", "pictures: me.png"],
  ["u1/..png", "pictures: u1/..png"],
  ["", "empty"],
  ["/uploads/", "empty"],
  ["../secret.txt", "file_path"],
  ["/uploads/../secret.txt", "file_path"],
  ["a/./b.txt", "file_path"],
])("%j is %s", (text, expected) => {
  expect(lookedUp(text)).toBe(expected);
});

describe("a list", () => {
  const list = listKind(fileKind("pictures")).files!.withFiles(({ key }) =>
    key === "gone.png" ? reject("file_missing", "it is not there") : key,
  );

  test("goes without the files that are not there", () => {
    expect(list.convert('["a.png","gone.png","b.png"]')).toEqual(["a.png", "b.png"]);
  });

  test("is rejected for a path that is none", () => {
    expect(list.convert('["a.png","../b.png"]')).toMatchObject({
      code: "file_path",
      message: expect.stringMatching(/^at \[1\]/),
    });
  });
});
