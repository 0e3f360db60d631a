import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import { type People, writeEmail } from "./people.js";
import { makeRow, type Row } from "./values.js";

/** Areas drawn on the map, as GeoJSON text. The last one was cut off when it was saved. */
export function makeCuts({ people }: People): readonly Row[] {
  const random = new Random("cuts");
  return Array.from({ length: rowCounts.cuts }, (_, index) => {
    const geojson = index % 4 === 3 ? makeMultiPolygon(random) : makePolygon(random);
    const isBroken = index >= rowCounts.cuts - dirt.rejected.brokenCuts;
    const isByStranger = index >= 2 && index < 2 + dirt.flagged.cutsByStrangers;
    const creator = isByStranger ? "old.office@example.net" : random.pick(people).email;
    return makeRow(random, index + 1, {
      name: `Ward ${index + 1} ${random.pick(["north", "south"])}`,
      description: random.orNull(40, "Walk both sides."),
      color: `#${random.text(6, "0123456789abcdef")}`,
      opacity: random.pick(["0.30", "0.50", "0.75"]),
      category: random.orNull(30, random.pick(["Ward", "Neighbourhood", "District"])),
      is_public: random.chance(50),
      is_official: random.chance(30) ? null : false,
      geojson: isBroken ? geojson.slice(0, -21) : geojson,
      bounds: random.orNull(30, '{"north":53.6,"south":53.4,"east":-113.3,"west":-113.7}'),
      created_by: writeEmail(random, creator),
    });
  });
}

function makePolygon(random: Random): string {
  return `{"type":"Polygon","coordinates":[${makeRing(random)}]}`;
}

function makeMultiPolygon(random: Random): string {
  return `{"type":"MultiPolygon","coordinates":[[${makeRing(random)}],[${makeRing(random)}]]}`;
}

/** A closed ring of `[lng,lat]`, with the digits a map draws them with. */
function makeRing(random: Random): string {
  const points = Array.from(
    { length: random.between(4, 9) },
    () => `[-113.${makeDigits(random)},53.${makeDigits(random)}]`,
  );
  return `[${[...points, points[0]].join(",")}]`;
}

/** Not ending in 0, so that a number prints the same. */
function makeDigits(random: Random): string {
  return random.text(12, "0123456789") + random.text(1, "123456789");
}

const settings: readonly (readonly [key: string, value: string | null])[] = [
  ["start_lat", "53.5461"],
  ["start_lng", "-113.4938"],
  ["start_zoom", "11"],
  ["walk_sheet_title", "Walk sheet"],
  ["walk_sheet_subtitle", "Knock, smile, listen"],
  ["walk_sheet_footer", "Printed on “recycled” paper\nReturn to the office"],
  ["qr_code_1_url", "https://example.org/donate?from=sheet&x=1"],
  ["qr_code_1_label", "Donate"],
  ["qr_code_2_url", ""],
  ["qr_code_2_label", null],
  ["smtp_host", "mail.example.org"],
  ["smtp_password", "smtp-secret-4711"],
  ["listmonk_api_password", "smtp-secret-4712"],
  ["map_tiles", '{"url":"https://tiles.example.org/{z}/{x}/{y}.png","maxZoom":19}'],
];

export function makeSettings(): readonly Row[] {
  const random = new Random("settings");
  return settings.map(([key, value], index) => makeRow(random, index + 1, { Key: key, Title: null, Value: value }));
}
