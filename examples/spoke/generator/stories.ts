import type { Scene } from "./scene.js";
import { day, hour, minute } from "./time.js";
import { followUps } from "./words.js";
import type { Assignment, Contact, Person, Story } from "./world.js";

type Tell = (scene: Scene, person: Person, index: number) => void;

export function tell(story: Story, scene: Scene, person: Person, index: number): void {
  stories[story](scene, person, index);
}

const stories: Record<Story, Tell> = {
  untouched(scene, person) {
    const contact = scene.add("untouched", person);
    if (scene.random.chance(40)) contact.assignment = null;
  },
  talk(scene, person) {
    const contact = scene.add("talk", person);
    const last = scene.talk(contact, scene.random.between(1, 4), scene.opening());
    if (scene.random.chance(9)) scene.stop(contact, last);
  },
  movedWithMessages(scene, person) {
    const contact = scene.add("movedWithMessages", person);
    scene.talk(contact, 2, scene.opening());
    scene.moveWithMessages(contact, scene.assignmentAfter(texterOf(contact)));
  },
  reassigned(scene, person, index) {
    const contact = scene.add("reassigned", person);
    const last = scene.talk(contact, 2 + (index % 2), scene.opening());
    contact.assignment = scene.assignmentAfter(texterOf(contact));
    if (index % 3 === 0) scene.talk(contact, 1, last + day);
  },
  strayed(scene, person) {
    const contact = scene.add("strayed", person);
    const first = texterOf(contact);
    scene.talk(contact, 2, scene.opening());
    contact.assignment = scene.assignmentAfter(first);
    scene.strays.push({ person, assignment: first });
  },
  uploadedTwice(scene, person, index) {
    const first = scene.add("uploadedTwice", person);
    const second = { createdAt: scene.laterUpload(), assignment: scene.assignmentAfter(texterOf(first)), first };
    if (index % 2 === 0) talkBetweenUploads(scene, person, first, second, index);
    else talkAfterUploads(scene, person, first, second, index);
    if (index === 4) scene.add("uploadedTwice", person, { ...second, createdAt: second.createdAt + minute });
  },
  uploadedAtOnce(scene, person) {
    const first = scene.add("uploadedAtOnce", person);
    const assignment = scene.assignmentAfter(texterOf(first));
    scene.add("uploadedAtOnce", person, { createdAt: first.createdAt, assignment, first });
    scene.talk(first, 2, scene.opening());
  },
  deleted(scene, person) {
    const contact = scene.add("deleted", person);
    scene.stop(contact, scene.talk(contact, 1, scene.opening()));
    contact.exists = false;
  },
  uploadedAgain(scene, person) {
    const contact = scene.add("uploadedAgain", person);
    const last = scene.talk(contact, 2, scene.opening());
    contact.exists = false;
    // 400 µs after the last message in one campaign, within its millisecond: times are compared to the microsecond.
    const createdAt = scene.campaign.id === 3 ? last + 400 : last + day;
    const again = scene.add("uploadedAgain", person, { createdAt });
    again.assignment = null;
  },
  brokenFields(scene, person) {
    scene.talk(scene.add("brokenFields", person), 2, scene.opening());
  },
};

interface Second {
  readonly createdAt: number;
  readonly assignment: Assignment;
  readonly first: Contact;
}

/** The first row has its texts before the second one is there. */
function talkBetweenUploads(scene: Scene, person: Person, first: Contact, second: Second, index: number): void {
  scene.talk(first, 2, first.createdAt + hour);
  const contact = scene.add("uploadedTwice", person, second);
  const last = scene.talk(contact, 2, second.createdAt + hour);
  // Answered here, while the first row still waits for an answer.
  if (index === 2) scene.say(contact, last + hour, false, followUps[0]);
}

/** Both rows are there; only the second one, or both, are texted. */
function talkAfterUploads(scene: Scene, person: Person, first: Contact, second: Second, index: number): void {
  const contact = scene.add("uploadedTwice", person, second);
  if (index === 3) first.assignment = null;
  else scene.talk(first, 1, second.createdAt + hour);
  scene.talk(contact, index === 1 ? 3 : 1, second.createdAt + 6 * hour);
}

function texterOf({ assignment }: Contact): Assignment {
  if (assignment === null) throw new Error("This story needs a texter.");
  return assignment;
}
