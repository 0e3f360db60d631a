import { expect, test } from "vitest";
import { emailKind } from "../../../convex/shared/kinds/index.js";
import { normalizeEmail } from "../../../convex/shared/kinds/email.js";
import { addressKey, matchKeyOf } from "../../../convex/shared/plan/plan.js";
import { googleProfile } from "../../../convex/client/signIn/index.js";

/** As somebody writes it, and in its one form. */
const addresses: readonly [written: string, form: string][] = [
  ["ann@example.com", "ann@example.com"],
  ["Ann@Example.com", "ann@example.com"],
  ["ANN@EXAMPLE.COM", "ann@example.com"],
  ["  ann@example.com", "ann@example.com"],
  ["ann@example.com\n", "ann@example.com"],
  ["\tann@example.com\r\n", "ann@example.com"],
  ["\u00A0ann@example.com\u3000", "ann@example.com"],
  ["\uFEFFann@example.com", "ann@example.com"],
  // Dots, tags and comments mean something to one host only.
  ["a.n.n@gmail.com", "a.n.n@gmail.com"],
  ["ann+shop@example.com", "ann+shop@example.com"],
  ["Ann+Shop@Example.com", "ann+shop@example.com"],
  ["ann_l-ee@example.co.uk", "ann_l-ee@example.co.uk"],
  ["1234@qq.com", "1234@qq.com"],
  ["o'neil@example.ie", "o'neil@example.ie"],
  ["a!#$%&'*/=?^`{|}~@example.com", "a!#$%&'*/=?^`{|}~@example.com"],
  ['"Ann@home"@Example.com', '"ann@home"@example.com'],
  ["ann@localhost", "ann@localhost"],
  ["ann@[192.168.0.1]", "ann@[192.168.0.1]"],
  ["ann@xn--mller-kva.de", "ann@xn--mller-kva.de"],
  ["ann@XN--MLLER-KVA.de", "ann@xn--mller-kva.de"],
  // Two Unicode forms of one letter are one; so is a sign that is only another code for a letter.
  ["jos\u00E9@example.com", "jos\u00E9@example.com"],
  ["jose\u0301@example.com", "jos\u00E9@example.com"],
  ["JOSE\u0301@example.com", "jos\u00C9@example.com"],
  ["\u212Aate@example.com", "kate@example.com"],
  ["\u212Bsa@example.com", "\u00C5sa@example.com"],
  ["A\u030Asa@example.com", "\u00C5sa@example.com"],
  ["\uAC01@example.com", "\u1100\u1161\u11A8@example.com".normalize("NFC")],
  // Composes with a small t only.
  ["T\u0308@example.com", "\u1E97@example.com"],
  // A host may tell capitals of other scripts apart; no name server does.
  ["\u00C9cole@example.com", "\u00C9cole@example.com"],
  ["\u0410\u043D\u043D\u0430@example.com", "\u0410\u043D\u043D\u0430@example.com"],
  ["ann@M\u00DCLLER.de", "ann@m\u00FCller.de"],
  ["ann@MU\u0308LLER.de", "ann@m\u00FCller.de"],
  ["ann@\u041F\u0420\u0418\u041C\u0415\u0420.\u0440\u0444", "ann@\u043F\u0440\u0438\u043C\u0435\u0440.\u0440\u0444"],
  // Look-alikes are others.
  ["\u0430nn@example.com", "\u0430nn@example.com"],
  ["\uFF41nn@example.com", "\uFF41nn@example.com"],
  ["an\u200Bn@example.com", "an\u200Bn@example.com"],
  ["\u0131an@example.com", "\u0131an@example.com"],
  ["\u0130an@example.com", "\u0130an@example.com"],
  ["stra\u00DFe@example.com", "stra\u00DFe@example.com"],
  ["stra\u1E9Ee@example.com", "stra\u1E9Ee@example.com"],
  ["\u017Fam@example.com", "\u017Fam@example.com"],
  ["\u{1F600}@example.com", "\u{1F600}@example.com"],
  ["nobody", "nobody"],
  ["NoBody", "nobody"],
];

/** No address of a mailbox, so nothing is imported. */
const isRefused = (written: string) => typeof emailKind().convert(written) !== "string";

test.each(addresses)("%j is %j: on import, in match and at sign-in", (written, form) => {
  expect(normalizeEmail(written)).toBe(form);
  expect(addressKey(written)).toBe(form);
  expect(matchKeyOf({ match: "email" }, { email: written })).toBe(form);
  expect(googleProfile({ sub: "1", email: written })).toMatchObject({ email: form });
  expect(isRefused(written) ? form : emailKind().convert(written)).toBe(form);
});

test.each(addresses)("the form of %j has no other form", (_written, form) => {
  expect(normalizeEmail(form)).toBe(form);
});

test("there are forty of them, and each that is an address is imported", () => {
  expect(addresses.length).toBeGreaterThanOrEqual(40);
  const refused = addresses.filter(([written]) => isRefused(written));
  expect(refused.map(([written]) => written)).toEqual([
    '"Ann@home"@Example.com',
    "an\u200Bn@example.com",
    "nobody",
    "NoBody",
  ]);
});
