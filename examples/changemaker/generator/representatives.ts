import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import { dayOf, firstDay, lastDay, makeRow, randomMoment, type Row } from "./values.js";
import { firstNames, lastNames } from "./words.js";

/** Entries of the cache from this day on are worth moving. */
const freshDay = dayOf("2026-02-05");

const offices = [
  ["MP", "House of Commons", "Edmonton Centre"],
  ["MLA", "Legislative Assembly of Alberta", "Edmonton-Strathcona"],
  ["Councillor", "Edmonton City Council", "papastew"],
  ["Trustee", "Edmonton Public Schools", "Ward F"],
] as const;

/** Four representatives for each of 280 postal codes; of the last codes the app has asked lately. */
export function makeRepresentatives(): readonly Row[] {
  const random = new Random("representatives");
  const codes = makeCodes();
  return Array.from({ length: rowCounts.representatives }, (_, index) => {
    const [office, set, district] = itemAt(offices, index % offices.length);
    const isExpired = index < dirt.filtered.expiredRepresentatives;
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    return makeRow(random, index + 1, {
      "Postal Code": itemAt(codes, Math.floor(index / offices.length)),
      Name: name,
      Email: random.orNull(10, `office${index % 40}@example.ca`),
      "District Name": district,
      "Elected Office": office,
      "Party Name": random.orNull(50, random.pick(["Prairie Party", "River Alliance"])),
      "Representative Set Name": set,
      "Photo URL": random.orNull(30, `https://represent.example.ca/photos/${index % 40}.jpg`),
      Offices: random.chance(20) ? "[]" : makeOffices(random),
      "Cached At": isExpired ? randomMoment(random, firstDay, freshDay - 1) : randomMoment(random, freshDay, lastDay),
    });
  });
}

function makeOffices(random: Random): string {
  const tel = `1-780-555-${random.text(4, "0123456789")}`;
  const office = { type: random.pick(["constituency", "legislature"]), tel, postal: "10055 106 St\nEdmonton AB" };
  return JSON.stringify(random.chance(50) ? [office] : [office, { type: "legislature", fax: tel }]);
}

export function makePostalCodes(): readonly Row[] {
  const random = new Random("postal codes");
  const different = rowCounts.postal_code_cache - dirt.merged.postalCodesSpeltTwice;
  const codes = makeCodes().slice(-different);
  const again = codes.slice(0, dirt.merged.postalCodesSpeltTwice).map((code) => code.toLowerCase().replace(" ", ""));
  return [...codes, ...again].map((code, index) =>
    makeRow(random, index + 1, {
      "Postal Code": code,
      City: random.orNull(20, "Edmonton"),
      Province: "AB",
      Centroid: random.orNull(15, `53.${random.text(6, "123456789")};-113.${random.text(6, "123456789")}`),
      "Cached At": randomMoment(random, firstDay, lastDay),
    }),
  );
}

/** `T5A 0A0`, `T5A 0B3` …: 280 codes, no two alike. */
function makeCodes(): readonly string[] {
  const letters = "ABCEGHJKLMNPRSTVWXYZ";
  return Array.from({ length: rowCounts.representatives / offices.length }, (_, index) => {
    const area = letters.charAt(index % letters.length);
    const block = letters.charAt(Math.floor(index / letters.length));
    return `T${5 + (index % 2)}${area} ${index % 10}${block}${(index * 3) % 10}`;
  });
}
