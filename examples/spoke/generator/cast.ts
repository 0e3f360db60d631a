import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { campaignOf } from "./campaigns.js";
import { Scene } from "./scene.js";
import { tell } from "./stories.js";
import type { Person, Story, World } from "./world.js";
import { areaCodes, firstNames, lastNames, zipCodes } from "./words.js";

interface Part {
  readonly story: Story;
  readonly count: number;
  /** These people have that story in the first campaign, too. */
  readonly knownFrom?: Story;
}

/** Who appears in which campaign. Whoever is rejected here must have an older contact elsewhere: bait for careless rules. */
const casts: readonly (readonly [campaign: number, parts: readonly Part[]])[] = [
  [
    3,
    [
      { story: "talk", count: 50 },
      { story: "untouched", count: 18 },
      { story: "movedWithMessages", count: 4 },
      { story: "reassigned", count: 9 },
      { story: "uploadedTwice", count: 6 },
      { story: "uploadedAtOnce", count: 1 },
      { story: "deleted", count: 1 },
      { story: "uploadedAgain", count: 1 },
    ],
  ],
  [
    4,
    [
      { story: "strayed", count: 3, knownFrom: "untouched" },
      { story: "deleted", count: 2, knownFrom: "talk" },
      { story: "uploadedAgain", count: 1, knownFrom: "talk" },
      { story: "uploadedAtOnce", count: 1, knownFrom: "talk" },
      { story: "reassigned", count: 7, knownFrom: "talk" },
      { story: "uploadedTwice", count: 4 },
      { story: "movedWithMessages", count: 4 },
      { story: "talk", count: 44 },
      { story: "untouched", count: 14 },
    ],
  ],
  [
    7,
    [
      { story: "deleted", count: 1, knownFrom: "talk" },
      { story: "uploadedAgain", count: 1, knownFrom: "talk" },
      { story: "brokenFields", count: 1, knownFrom: "talk" },
      { story: "uploadedAtOnce", count: 1 },
      { story: "reassigned", count: 8, knownFrom: "talk" },
      { story: "uploadedTwice", count: 3 },
      { story: "movedWithMessages", count: 3 },
      { story: "talk", count: 38 },
      { story: "untouched", count: 12 },
    ],
  ],
  [
    9,
    [
      { story: "deleted", count: 1, knownFrom: "talk" },
      { story: "reassigned", count: 6, knownFrom: "talk" },
      { story: "uploadedTwice", count: 3 },
      { story: "talk", count: 34 },
      { story: "untouched", count: 10 },
    ],
  ],
  [10, [{ story: "untouched", count: 40 }]],
];

export function makeWorld(): World {
  const people = new People();
  const scenes = casts.map(([id, parts]) => {
    const scene = new Scene(campaignOf(id), new Random(`campaign ${id}`));
    for (const { story, count, knownFrom } of parts) {
      for (let index = 0; index < count; index++) tell(story, scene, people.next(story, knownFrom), index);
    }
    return scene;
  });
  const contacts = scenes.flatMap((scene) => scene.contacts).toSorted((a, b) => a.createdAt - b.createdAt);
  const messages = scenes.flatMap((scene) => scene.messages).toSorted((a, b) => a.at - b.at);
  contacts.forEach((contact, index) => (contact.id = 1001 + index));
  messages.forEach((message, index) => (message.id = 5001 + index));
  for (const { person, assignment } of scenes.flatMap(({ strays }) => strays)) {
    const elsewhere = contacts.find((contact) => contact.person === person && contact.campaign !== assignment.campaign);
    if (elsewhere !== undefined) elsewhere.assignment = assignment;
  }
  return { contacts, messages };
}

class People {
  private readonly random = new Random("people");
  private readonly met = new Map<Story, Person[]>();
  private readonly cells = new Set<string>();

  /** Somebody new, or the next one of those who had this story before. */
  next(story: Story, knownFrom: Story | undefined): Person {
    if (knownFrom !== undefined) {
      const known = this.met.get(knownFrom)?.shift();
      if (known === undefined) throw new Error(`The first campaign has too few people with the story "${knownFrom}".`);
      return known;
    }
    const person = this.make();
    this.met.set(story, [...(this.met.get(story) ?? []), person]);
    return person;
  }

  private make(): Person {
    const { random } = this;
    const zip = random.chance(15) ? "" : itemAt(random.pick(zipCodes), 0);
    return { firstName: random.pick(firstNames), lastName: random.pick(lastNames), cell: this.makeCell(), zip };
  }

  /** Numbers from 555-0100 to 555-0199 belong to nobody. */
  private makeCell(): string {
    const cell = `+1${this.random.pick(areaCodes)}55501${String(this.random.between(0, 99)).padStart(2, "0")}`;
    if (this.cells.has(cell)) return this.makeCell();
    this.cells.add(cell);
    return cell;
  }
}
